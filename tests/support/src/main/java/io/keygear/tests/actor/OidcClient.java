package io.keygear.tests.actor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** An application: authorization code with PKCE, as a public client. */
public final class OidcClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI realm;
    private final String clientId;
    private final URI redirectUri;

    /** Nobody listens at its redirect address: an {@link HttpBrowser} stops there, Chromium shows an error page. */
    public OidcClient(URI realm, String clientId) {
        this(realm, clientId, URI.create("http://localhost:9/callback"));
    }

    private OidcClient(URI realm, String clientId, URI redirectUri) {
        this.realm = realm;
        this.clientId = clientId;
        this.redirectUri = redirectUri;
    }

    /** The same application at another address. */
    public OidcClient redirectingTo(URI address) {
        return new OidcClient(realm, clientId, address);
    }

    /** Begins a login. */
    public Login login() {
        return login(Map.of());
    }

    /** Begins a login with more parameters, for instance {@code kc_action} or {@code ui_locales}. */
    public Login login(Map<String, String> parameters) {
        Pkce pkce = Pkce.random();
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", clientId);
        query.put("redirect_uri", redirectUri.toString());
        query.put("response_type", "code");
        query.put("scope", "openid");
        query.put("state", pkce.state());
        query.put("nonce", pkce.nonce());
        query.put("code_challenge", pkce.challenge());
        query.put("code_challenge_method", "S256");
        query.putAll(parameters);
        return new Login(
                URI.create(endpoint("auth") + "?" + Http.encode(query.entrySet())), pkce.verifier(), pkce.state());
    }

    /** Where the person comes back to. */
    public URI redirectUri() {
        return redirectUri;
    }

    /** Whether a login has come back here, with a code or with an error. */
    public boolean isBack(URI address) {
        return address.toString().startsWith(redirectUri + "?");
    }

    /** Turns the code in the address the person came back to into tokens. */
    public Tokens redeem(Login login, URI returned) {
        Map<String, String> answer = Http.query(returned);
        if (!isBack(returned) || !answer.containsKey("code")) {
            throw new AssertionError("No code in " + returned);
        }
        if (!login.state().equals(answer.get("state"))) {
            throw new AssertionError("The state is not ours in " + returned);
        }
        return Tokens.of(json(Http.post(
                endpoint("token"),
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", clientId,
                        "code", answer.getOrDefault("code", ""),
                        "redirect_uri", redirectUri.toString(),
                        "code_verifier", login.verifier()))));
    }

    /** Tokens for a name and a password (RFC 6749 section 4.3), where the client may do that. */
    public Tokens password(String username, String password) {
        return Tokens.of(json(Http.post(
                endpoint("token"),
                Map.of("grant_type", "password", "client_id", clientId, "username", username, "password", password))));
    }

    /** New tokens for the refresh token of old ones. */
    public Tokens refresh(Tokens tokens) {
        return Tokens.of(json(Http.post(
                endpoint("token"),
                Map.of("grant_type", "refresh_token", "client_id", clientId, "refresh_token", tokens.refreshToken()))));
    }

    /** What the realm tells about the person. */
    public JsonNode userInfo(Tokens tokens) {
        return json(Http.send(HttpRequest.newBuilder(endpoint("userinfo"))
                .header("Authorization", "Bearer " + tokens.accessToken())));
    }

    /** Ends the person's session with the realm, without a browser. */
    public void logout(Tokens tokens) {
        HttpResponse<String> answer =
                Http.post(endpoint("logout"), Map.of("client_id", clientId, "refresh_token", tokens.refreshToken()));
        if (answer.statusCode() != 204) {
            throw new AssertionError("Logout was answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    private URI endpoint(String name) {
        return URI.create(realm + "/protocol/openid-connect/" + name);
    }

    private static JsonNode json(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new AssertionError("Answered " + response.statusCode() + ": " + response.body());
        }
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + response.body(), e);
        }
    }

    /**
     * A login that has begun.
     *
     * @param url where the person has to go
     */
    public record Login(URI url, String verifier, String state) {}
}
