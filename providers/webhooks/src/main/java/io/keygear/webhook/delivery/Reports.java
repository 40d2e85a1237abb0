package io.keygear.webhook.delivery;

import io.keygear.webhook.endpoint.Endpoint;
import io.keygear.webhook.outbox.Attempt;
import io.keygear.webhook.outbox.Parcel;
import io.keygear.webhook.outbox.Settled.Verdict;

/** What a crew tells others. Called on the threads that deliver, so it has to be quick. */
interface Reports {

    /** A parcel was tried. */
    void attempted(Endpoint endpoint, Parcel parcel, Attempt attempt, Verdict verdict);

    /** An endpoint said that it is no more. */
    void gone(Endpoint endpoint);
}
