package io.keygear.firebase.link;

import org.keycloak.models.UserModel;

/** Which user an identity is. */
public sealed interface Resolution {

    /** This one, linked or just made. */
    record Known(UserModel user) implements Resolution {}

    /**
     * Perhaps a user who is there, but that is not proven well enough to link the two unasked.
     *
     * @param ticket with which the user, logged in, links them
     */
    record LinkRequired(String ticket) implements Resolution {}

    /** Nobody, and nobody is made. */
    record Unknown() implements Resolution {}
}
