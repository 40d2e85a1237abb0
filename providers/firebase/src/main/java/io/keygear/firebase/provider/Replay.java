package io.keygear.firebase.provider;

/** What becomes of a token that is exchanged a second time. */
public enum Replay {
    /** The same token and client come back to the same session. */
    IDEMPOTENT,
    /** A token is exchanged once. */
    ONCE,
    /** Each exchange begins a session. */
    OFF
}
