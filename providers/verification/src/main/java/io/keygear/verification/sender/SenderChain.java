package io.keygear.verification.sender;

import io.keygear.spi.sms.SmsFailure;
import io.keygear.spi.sms.SmsMessage;
import io.keygear.spi.sms.SmsOutcome;
import io.keygear.spi.sms.SmsSender;
import io.keygear.spi.sms.TextSender;
import io.keygear.spi.sms.VerifyRequest;
import io.keygear.spi.sms.VerifyService;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The senders for one number, the preferred one first, ready to be used on another thread. A second sender gets the
 * message only when the first certainly does not have it; there is no third, as a person waits.
 */
public final class SenderChain {

    /** How long one sender may have a message, whatever it does (it connects within two of them, or not at all). */
    static final Duration LONGEST = Duration.ofSeconds(5);

    private static final int MOST_TRIES = 2;

    /** One sender with its circuit. */
    record Link(String id, String name, SmsSender sender, Circuit circuit) {}

    private final List<Link> links;
    private final Clock wall;

    /**
     * @param wall the machine's own time
     */
    SenderChain(List<Link> links, Clock wall) {
        this.links = List.copyOf(links);
        this.wall = wall;
    }

    /** Whether nobody sends to this number. */
    public boolean isEmpty() {
        return links.isEmpty();
    }

    /** The same without services that make codes of their own: for texts that hold no code. */
    public SenderChain forTexts() {
        return new SenderChain(
                links.stream()
                        .filter(link -> link.sender() instanceof TextSender)
                        .toList(),
                wall);
    }

    /** Sends, by one sender or two; blocks until the outcome is known. Empty when every circuit is open. */
    public List<Handover> send(Parcel parcel) {
        List<Handover> tries = new ArrayList<>();
        for (Link link : links) {
            if (tries.size() < MOST_TRIES && link.circuit().admits(wall.instant())) {
                Handover handover = handOver(link, parcel);
                tries.add(handover);
                if (!goesOn(handover.outcome()) || !wall.instant().isBefore(parcel.deadline())) {
                    break;
                }
            }
        }
        return tries;
    }

    private static boolean goesOn(SmsOutcome outcome) {
        return outcome instanceof SmsOutcome.Failed failed && failed.mayGoElsewhere();
    }

    private Handover handOver(Link link, Parcel parcel) {
        Instant start = wall.instant();
        Instant latest = start.plus(LONGEST);
        Instant deadline = parcel.deadline().isBefore(latest) ? parcel.deadline() : latest;
        SmsOutcome outcome = send(link, parcel, deadline);
        Instant end = wall.instant();
        if (outcome instanceof SmsOutcome.Failed failed && failed.failure() == SmsFailure.PROVIDER_DOWN) {
            link.circuit().failed(end);
        } else {
            link.circuit().succeeded();
        }
        boolean keepsCode = link.sender() instanceof VerifyService;
        return new Handover(link.id(), link.name(), keepsCode, outcome, Duration.between(start, end));
    }

    private static SmsOutcome send(Link link, Parcel parcel, Instant deadline) {
        Parcel.Language language = parcel.language();
        if (link.sender() instanceof VerifyService service) {
            return service.send(
                    new VerifyRequest(parcel.id(), parcel.to(), language.locale(), language.appHash(), deadline));
        }
        URI receipts = URI.create(language.receipts() + "/" + link.id() + "/" + parcel.id());
        return ((TextSender) link.sender())
                .send(new SmsMessage(parcel.id(), parcel.to(), parcel.text(), parcel.validity(), deadline, receipts));
    }
}
