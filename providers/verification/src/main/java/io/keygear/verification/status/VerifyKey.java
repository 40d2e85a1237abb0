package io.keygear.verification.status;

import io.keygear.verification.code.CodeChannel;
import io.keygear.verification.code.CodeSettings;
import io.keygear.verification.code.Purpose;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.UserModel;

/**
 * A kind of value that people prove to hold by a code: their phone number, their e-mail address. It knows where a
 * user's value stands, and keeps the flag beside it true to the value: a value that changed, by whatever way, is not
 * verified.
 */
public sealed interface VerifyKey permits PhoneKey, EmailKey {

    /** The name in requests and tokens: {@code phone} or {@code email}. */
    String id();

    /** What codes are for that are asked for without a page. */
    Purpose purpose();

    /** How codes for values of this kind are made. */
    CodeSettings settings();

    /** How a code reaches {@code user}, in the user's language; {@code null} for somebody whom the realm does not know. */
    CodeChannel channel(@Nullable UserModel user);

    /** The type of credential that values of this kind are second factors by; empty where they are none. */
    Optional<String> credentialType();

    /** The one spelling of a value that somebody typed; empty when it is none of this kind. */
    Optional<String> read(String typed);

    /** The value that tokens show of {@code user}; empty when there is none. */
    Optional<String> current(UserModel user);

    /** All values of this kind that {@code user} has: a person may have several phones. */
    Stream<String> all(UserModel user);

    /** Who has the value {@code value}, verified or not. */
    Stream<UserModel> holders(String value);

    /** Whether the current value is verified. Takes the flag back, and stores that, where it is not true any more. */
    boolean isVerified(UserModel user);

    /** Since when the current value is verified; empty when it is not. */
    Optional<Instant> verifiedAt(UserModel user);

    /**
     * Records {@code value} as verified; it becomes the current one if there is no other.
     *
     * @return {@code false} when it is another user's; nothing is stored then
     */
    boolean verify(UserModel user, String value);

    /**
     * Makes {@code value} the current one, not verified. For administrators only.
     *
     * @return {@code false} when it is another user's; nothing is stored then
     */
    boolean replace(UserModel user, String value);

    /** Takes the flag and every claim back; the value stays. */
    void unverify(UserModel user);

    /** The value as it may be shown to somebody who may not be its owner. */
    String masked(String value);
}
