package io.keygear.webhook.event;

import io.keygear.webhook.outbox.EventHead;

/** Something that happened and has still to be described. */
sealed interface Occurrence permits UserOccurrence, AdminOccurrence {

    /** What it is. */
    EventHead head();

    /** Its description, read when nothing more will change in its transaction. */
    Envelope describe(Representations things, Envelope empty);
}
