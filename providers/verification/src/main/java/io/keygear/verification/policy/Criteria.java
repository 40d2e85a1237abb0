package io.keygear.verification.policy;

/** How many of a user's values have to be verified for the user to be. */
public enum Criteria {
    /** One is enough. */
    ANY,
    /** Every one of them. */
    ALL
}
