package io.keygear.sms.twilio;

/** What a message is sent from. */
sealed interface Origin {

    /** A number, a short code or a name. */
    record From(String sender) implements Origin {}

    /** A messaging service, which chooses among its senders. */
    record Service(String sid) implements Origin {}
}
