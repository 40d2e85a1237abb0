package io.keygear.firebase.account;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.UserModel;

/** What an account may do. Kept in the user attribute {@value #ATTRIBUTE}, which users cannot write. */
public enum AccountStatus {
    /** Everything its roles allow. Also every account without the attribute. */
    ACTIVE,
    /** Nothing but completing its registration. */
    UNREGISTERED,
    /** Nothing but coming back. */
    INACTIVATED;

    /** The user attribute. */
    public static final String ATTRIBUTE = "accountStatus";

    /** A user's status; a value that nobody knows closes the account rather than opening it. */
    public static AccountStatus of(UserModel user) {
        String value = user.getFirstAttribute(ATTRIBUTE);
        return value == null || value.isBlank() ? ACTIVE : parse(value.strip());
    }

    /** Writes a user's status. */
    public void set(UserModel user) {
        user.setSingleAttribute(ATTRIBUTE, id());
    }

    /** As in claims, answers and the attribute. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one scope that a token of such an account has; {@code null} when it is not limited. */
    public @Nullable String scope() {
        return switch (this) {
            case ACTIVE -> null;
            case UNREGISTERED -> "onboard";
            case INACTIVATED -> "reactivate";
        };
    }

    private static AccountStatus parse(String value) {
        for (AccountStatus status : values()) {
            if (status.id().equals(value)) {
                return status;
            }
        }
        return INACTIVATED;
    }
}
