package io.keygear.verification.sender;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A message as a chain of senders takes it: some want the text, others make it themselves. Its {@link #toString()}
 * shows neither number nor text.
 *
 * @param id the challenge's id
 * @param to the receiver in E.164
 * @param text with the code, for senders that are given it
 * @param validity how long the code is taken
 * @param deadline for the whole chain
 * @param language for services that make the text
 */
public record Parcel(String id, String to, String text, Duration validity, Instant deadline, Language language) {

    /**
     * What a service needs to make the text.
     *
     * @param locale the person's
     * @param appHash of an Android app that reads the message; empty for browsers
     * @param receipts the public address of receipts, of all senders; the sender's id and the challenge's follow
     */
    public record Language(Locale locale, Optional<String> appHash, URI receipts) {}

    @Override
    public String toString() {
        return "Parcel[" + id + "]";
    }
}
