package io.keygear.firebase.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import org.keycloak.TokenCategory;
import org.keycloak.representations.JsonWebToken;

/**
 * A token that opens one endpoint of Keygear's and nothing else. It is signed with the realm's internal secret, so no
 * other server can take it for an access token, and has a type and an audience of its own, so that Keycloak does not
 * either. There is no session behind it.
 */
public final class LimitedToken extends JsonWebToken {

    static final String TYPE = "Limited";

    @JsonProperty("scope")
    private @Nullable String scope;

    /** The address that the person signed in with, to fill in a form; it may be unverified. */
    @JsonProperty("email")
    private @Nullable String email;

    /** An empty one, for Jackson. */
    public LimitedToken() {}

    LimitedToken(AccountStatus status, String userId, @Nullable String email) {
        this.scope = status.scope();
        setOtherClaims("status", status.id());
        setOtherClaims("user_id", userId);
        this.email = email;
    }

    @Nullable
    String scope() {
        return scope;
    }

    /** The suggested e-mail address. */
    public @Nullable String email() {
        return email;
    }

    @Override
    public TokenCategory getCategory() {
        return TokenCategory.INTERNAL;
    }
}
