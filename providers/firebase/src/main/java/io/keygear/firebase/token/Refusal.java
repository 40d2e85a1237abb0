package io.keygear.firebase.token;

import java.util.Locale;

/**
 * Why a token is no proof of anything. {@link #reason()} is what a client sees beside {@code invalid_request}; it
 * never changes. No refusal tells more than whoever holds the token can read in it.
 */
public enum Refusal {
    /** Not three parts of base64url, or a part that is not a JSON object, or a key given twice. */
    TOKEN_MALFORMED("The subject token is not a compact JWS of JSON objects"),
    TOKEN_TOO_LARGE("The subject token is longer than 8192 characters"),
    /** Anything but RS256; with the emulator anything but {@code none}. */
    ALGORITHM_FORBIDDEN("The subject token is not signed with RS256"),
    /** A header member that would change how the token is read, or another type than JWT. */
    HEADER_FORBIDDEN("The subject token has a header that an ID token of Firebase does not have"),
    KEY_UNKNOWN("The subject token names no key that Firebase publishes"),
    SIGNATURE_WRONG("The signature of the subject token is wrong"),
    AUDIENCE_WRONG("The subject token is for another Firebase project"),
    ISSUER_WRONG("The subject token is from another issuer"),
    SUBJECT_WRONG("The subject token has no usable user id"),
    TIMES_WRONG("The times in the subject token are missing or contradict each other"),
    TOKEN_EXPIRED("The subject token has expired"),
    TOKEN_NOT_YET_VALID("The subject token is from the future"),
    TENANT_WRONG("The subject token is from another tenant of the Firebase project"),
    EMAIL_WRONG("The e-mail claims of the subject token are of the wrong kind"),
    /** The {@code firebase} object is missing or not of the documented form. */
    FIREBASE_CLAIM_WRONG("The subject token does not say how the person signed in"),
    ANONYMOUS_FORBIDDEN("Anonymous Firebase users are not taken");

    private final String description;

    Refusal(String description) {
        this.description = description;
    }

    /** The stable {@code reason}. */
    public String reason() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One sentence for developers. */
    public String description() {
        return description;
    }
}
