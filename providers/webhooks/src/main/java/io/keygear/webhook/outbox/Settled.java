package io.keygear.webhook.outbox;

/**
 * What became of a parcel.
 *
 * @param parcel which
 * @param endpointId whose
 * @param attempt how the last try went
 * @param verdict what follows
 */
public record Settled(Parcel parcel, String endpointId, Attempt attempt, Verdict verdict) {

    /** What follows from a try. */
    public sealed interface Verdict {

        /** It arrived. */
        record Delivered() implements Verdict {}

        /** It is tried again, not before this time in milliseconds. */
        record Retry(long at) implements Verdict {}

        /** It is given up, until an administrator sends it again. */
        record Dead() implements Verdict {}
    }
}
