package io.keygear.verification.channel;

import java.util.Locale;
import java.util.Optional;
import org.keycloak.models.RealmModel;
import org.keycloak.utils.EmailValidationUtil;

/**
 * An e-mail address as Keycloak stores it. {@link #toString()} gives the {@link #masked()} form, so that no log shows
 * a whole address by accident.
 */
public record EmailAddress(String value) {

    private static final int LONGEST = 254;
    private static final int DOTS = 5;

    /** What was typed, in lower case as Keycloak keeps addresses; empty when it is none. */
    public static Optional<EmailAddress> read(String typed) {
        String stripped = typed.strip().toLowerCase(Locale.ROOT);
        return stripped.length() <= LONGEST && EmailValidationUtil.isValidEmail(stripped)
                ? Optional.of(new EmailAddress(stripped))
                : Optional.empty();
    }

    /** Whether a realm has a mail server at all. */
    public static boolean canSend(RealmModel realm) {
        String host = realm.getSmtpConfig().get("host");
        return host != null && !host.isBlank();
    }

    /** As shown to a person who may or may not be its owner: {@code a•••••@example.com}. */
    public String masked() {
        int at = value.lastIndexOf('@');
        return value.substring(0, Math.min(1, Math.max(0, at))) + "•".repeat(DOTS) + value.substring(Math.max(0, at));
    }

    @Override
    public String toString() {
        return masked();
    }
}
