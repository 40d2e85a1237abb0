package io.keygear.firebase.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.keygear.firebase.exchange.ExchangeRequest;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST …/firebase/token} takes, as a form or as JSON. No member says who somebody is: not their id, role
 * or status.
 *
 * @param subjectToken the Firebase ID token
 * @param subjectIssuer alias of the provider; needed only where the token's issuer fits several
 * @param scope scopes with spaces
 * @param clientId and the following three: client authentication as at the token endpoint
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "FirebaseExchange")
record TokenBody(
        @JsonProperty("subject_token") @Schema(required = true) @Nullable
        String subjectToken,

        @JsonProperty("subject_token_type") @Nullable String subjectTokenType,
        @JsonProperty("subject_issuer") @Nullable String subjectIssuer,
        @JsonProperty("scope") @Nullable String scope,
        @JsonProperty("client_id") @Nullable String clientId,
        @JsonProperty("client_secret") @Nullable String clientSecret,
        @JsonProperty("client_assertion_type") @Nullable String clientAssertionType,
        @JsonProperty("client_assertion") @Nullable String clientAssertion) {

    /** As parameters of a token request; what is absent is left out. */
    MultivaluedMap<String, String> form() {
        Map<String, @Nullable String> all = new LinkedHashMap<>();
        all.put("subject_token", subjectToken);
        all.put("subject_token_type", subjectTokenType);
        all.put("subject_issuer", subjectIssuer);
        all.put("scope", scope);
        all.put("client_id", clientId);
        all.put("client_secret", clientSecret);
        all.put("client_assertion_type", clientAssertionType);
        all.put("client_assertion", clientAssertion);
        MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
        all.forEach((name, value) -> {
            if (value != null) {
                form.putSingle(name, value);
            }
        });
        return form;
    }

    ExchangeRequest.Wish wish() {
        return new ExchangeRequest.Wish(scope, List.of(), true);
    }

    @Override
    public String toString() {
        return "TokenBody[]";
    }
}
