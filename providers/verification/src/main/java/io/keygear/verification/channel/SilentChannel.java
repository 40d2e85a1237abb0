package io.keygear.verification.channel;

import io.keygear.verification.code.CodeChannel;
import io.keygear.verification.code.Delivery;
import io.keygear.verification.toll.Reach;
import io.keygear.verification.toll.TollPolicy;
import java.util.Optional;

/**
 * Sends nothing: for identifiers that nobody can be reached by. It does what a real channel does before sending, so that
 * its answer and its time are the same.
 *
 * @param like the channel that would be used if there were an account; empty when that would depend on the account
 */
public record SilentChannel(Optional<CodeChannel> like) implements CodeChannel {

    @Override
    public String id() {
        return "none";
    }

    /** What is refused to everybody is refused here, too; but what is not sent is on nobody's bill, nor in the realm's counts. */
    @Override
    public Reach reach(String value, TollPolicy toll) {
        Reach same = like.<Reach>map(channel -> channel.reach(value, toll)).orElseGet(Reach.Nowhere::new);
        return same instanceof Reach.Refused ? same : new Reach.Nowhere();
    }

    @Override
    public Optional<Courier> courier(String value) {
        boolean ready = like.isEmpty() || like.get().courier(value).isPresent();
        return ready ? Optional.of(message -> new Outcome(Delivery.ACCEPTED, null, null)) : Optional.empty();
    }
}
