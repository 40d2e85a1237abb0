package io.keygear.firebase.provider;

/** When a Firebase identity is linked to a user of the realm that is there already. */
public enum Linking {
    /** By an e-mail address that both sides have verified. */
    VERIFIED_EMAIL,
    /** Only when the user asks for it, logged in. */
    NEVER
}
