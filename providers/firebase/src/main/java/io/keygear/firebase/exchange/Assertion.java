package io.keygear.firebase.exchange;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.protocol.oidc.JWTAuthorizationGrantValidationContext;
import org.keycloak.representations.JsonWebToken;

/** An assertion (RFC 7523 section 2.1) as client policies want to see it. Nothing in it is proven yet. */
final class Assertion implements JWTAuthorizationGrantValidationContext {

    private final JWSInput input;
    private final JsonWebToken claims;
    private final @Nullable String scope;
    private @Nullable Set<String> restricted;

    private Assertion(JWSInput input, JsonWebToken claims, @Nullable String scope) {
        this.input = input;
        this.claims = claims;
        this.scope = scope;
    }

    /** Empty when it cannot be read at all. */
    static Optional<Assertion> read(String text, @Nullable String scope) {
        try {
            JWSInput input = new JWSInput(text);
            JsonWebToken claims = input.readJsonContent(JsonWebToken.class);
            return claims == null ? Optional.empty() : Optional.of(new Assertion(input, claims, scope));
        } catch (JWSInputException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public String getAssertion() {
        return input.getWireString();
    }

    @Override
    public JsonWebToken getJWT() {
        return claims;
    }

    @Override
    public JWSInput getJws() {
        return input;
    }

    @Override
    public @Nullable String getScopeParam() {
        return scope;
    }

    @Override
    public @Nullable Set<String> getRestrictedScopes() {
        return restricted;
    }

    @Override
    public void setRestrictedScopes(@Nullable Set<String> scopes) {
        restricted = scopes;
    }
}
