package io.keygear.webhook.event;

import io.keygear.webhook.outbox.EventHead;
import java.util.Optional;

/** Something that happened and has still to be described. */
sealed interface Occurrence permits UserOccurrence, AdminOccurrence {

    /** What it is. */
    EventHead head();

    /** The id of the user it is about, if it is about one. */
    Optional<String> user();

    /** Its description, read when nothing more will change in its transaction. */
    Envelope describe(Representations things, Envelope empty);
}
