package io.keygear.verification.identify;

import io.keygear.verification.channel.EmailAddress;
import io.keygear.verification.code.CodeKey;
import io.keygear.verification.code.Purpose;
import io.keygear.verification.phone.PhoneNumber;
import io.keygear.verification.phone.PhoneNumberReader;
import java.util.Locale;
import java.util.Optional;
import org.keycloak.models.RealmModel;

/**
 * What somebody typed to say who they are, in one spelling. {@link #toString()} does not show it.
 *
 * @param kind what it looks like
 * @param value the number in E.164, the address or the username, in lower case
 */
public record Identifier(Kind kind, String value) {

    private static final int LONGEST = 255;

    /** What an identifier can be. */
    public enum Kind {
        EMAIL,
        PHONE,
        USERNAME
    }

    /** Reads what was typed; empty when it cannot be anybody's. */
    public static Optional<Identifier> read(String typed, PhoneNumberReader numbers) {
        String stripped = typed.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST) {
            return Optional.empty();
        }
        Optional<Identifier> email = EmailAddress.read(stripped).map(read -> new Identifier(Kind.EMAIL, read.value()));
        return email.or(() -> numbers.read(stripped).map(number -> new Identifier(Kind.PHONE, number.e164())))
                .or(() -> Optional.of(new Identifier(Kind.USERNAME, stripped.toLowerCase(Locale.ROOT))));
    }

    /** As it was written down by {@link #note()}. */
    static Optional<Identifier> ofNote(String note) {
        int colon = note.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : Optional.of(new Identifier(Kind.valueOf(note.substring(0, colon)), note.substring(colon + 1)));
    }

    /** As events may show it, which Keycloak writes to its log: a username whole, the rest not. */
    public String masked() {
        return switch (kind) {
            case EMAIL -> new EmailAddress(value).masked();
            case PHONE -> new PhoneNumber(value).masked();
            case USERNAME -> value;
        };
    }

    /** For the notes of a login, which stay on the server. */
    String note() {
        return kind + ":" + value;
    }

    /**
     * To whom attempts and pauses belong: to what was typed, not to the account behind it. A count that two spellings
     * shared would tell that they are one account's, and that there is such an account.
     */
    CodeKey key(RealmModel realm, Purpose purpose) {
        return new CodeKey(realm.getId(), CodeKey.nobody(note()), purpose);
    }

    @Override
    public String toString() {
        return kind.toString();
    }
}
