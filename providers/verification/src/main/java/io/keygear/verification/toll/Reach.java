package io.keygear.verification.toll;

/** Whether a channel reaches a number or address, and on whose bill. */
public sealed interface Reach {

    /** A country that stands for none, in metrics and events. */
    String NO_COUNTRY = "none";

    /** A message costs nothing worth counting, as an e-mail. */
    record Free() implements Reach {}

    /** Nothing is sent, though it looks as if: it counts only for who asks. */
    record Nowhere() implements Reach {}

    /**
     * A message costs money.
     *
     * @param country that it is counted for
     * @param budgeted whether it counts in the budgets for numbers that nobody has proved yet to be theirs
     */
    record Charged(String country, boolean budgeted) implements Reach {}

    /** The realm sends nothing there. */
    record Refused(String country, TollRefusal why) implements Reach {}

    /** The country in metrics and events. */
    default String origin() {
        if (this instanceof Charged charged) {
            return charged.country();
        }
        return this instanceof Refused refused ? refused.country() : NO_COUNTRY;
    }
}
