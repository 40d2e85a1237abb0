package io.keygear.tests.firebase;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sends what nobody should, the same for the same seed. */
final class Fuzz {

    private static final List<String> PATHS = List.of(
            "/firebase/token",
            "/firebase/token",
            "/protocol/openid-connect/token",
            "/protocol/openid-connect/token",
            "/firebase/onboard",
            "/account-status/deactivate",
            "/account-status/reactivate");
    private static final List<String> NAMES = List.of(
            "subject_token",
            "subject_token",
            "subject_token_type",
            "subject_issuer",
            "scope",
            "assertion",
            "audience",
            "client_id",
            "client_secret",
            "client_assertion",
            "client_assertion_type",
            "requested_token_type",
            "actor_token",
            "username",
            "role",
            "user_id",
            "x\u0000y");
    private static final List<String> VALUES = List.of(
            "",
            " ",
            ".",
            "..",
            "a.b.c",
            "null",
            "{}",
            "[]",
            "\u0000",
            "\uD800",
            "firebase",
            "shop",
            "ADMIN",
            "urn:ietf:params:oauth:token-type:id_token",
            "urn:ietf:params:oauth:token-type:jwt",
            "offline_access",
            "openid",
            "' or 1=1 --",
            "%00",
            "${7*7}",
            "{0}",
            "9".repeat(9_000),
            "é".repeat(300),
            "eyJhbGciOiJub25lIn0.e30.");
    private static final List<String> BODIES = List.of(
            "",
            "{",
            "[]",
            "null",
            "\"\"",
            "{}",
            "{\"subject_token\":1}",
            "{\"subject_token\":null}",
            "{\"a\":{\"b\":[]}}",
            "{\"subject_token\":\"\\u0000\"}",
            "{\"subject_token\":\"\\ud800\"}",
            "[".repeat(2_000),
            "{\"username\":\"\\u0000\"}",
            "{\"username\":[[]]}",
            "{\"username\":\"a\",\"username\":\"b\"}");

    private final App app;
    private final String genuine;
    private final Random random;

    Fuzz(App app, String genuine, int seed) {
        this.app = app;
        this.genuine = genuine;
        this.random = new Random(seed);
    }

    List<Integer> send(int count) {
        List<Integer> codes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            codes.add(app.send(next()).code());
        }
        return codes;
    }

    private HttpRequest.Builder next() {
        String path = pick(PATHS);
        boolean json = random.nextInt(3) == 0;
        HttpRequest.Builder request = HttpRequest.newBuilder(app.url(path))
                .header("Content-Type", json ? "application/json" : "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(json ? pick(BODIES) : form(path)));
        switch (random.nextInt(4)) {
            case 0 -> request.header("Authorization", "Bearer " + mutated().replaceAll("[^\\x21-\\x7e]", ""));
            case 1 ->
                request.header("Authorization", pick(List.of("Basic", "Basic !", "Bearer", "DPoP x", "Basic Og==")));
            default -> request.header("Authorization", App.basic(App.CLIENT));
        }
        return request;
    }

    private String form(String path) {
        StringBuilder form = new StringBuilder();
        if (path.startsWith("/protocol")) {
            form.append("grant_type=")
                    .append(encoded(pick(List.of(
                            "urn:ietf:params:oauth:grant-type:token-exchange",
                            "urn:ietf:params:oauth:grant-type:jwt-bearer"))));
        }
        for (int n = random.nextInt(5); n > 0; n--) {
            form.append('&').append(encoded(pick(NAMES))).append('=').append(encoded(value()));
        }
        return form.toString();
    }

    private String value() {
        return random.nextBoolean() ? pick(VALUES) : mutated();
    }

    /** Nearly the genuine token: never it. */
    private String mutated() {
        int at = random.nextInt(genuine.length() - 8);
        return switch (random.nextInt(4)) {
            case 0 -> genuine.substring(0, at);
            case 1 -> genuine.substring(0, at) + genuine.substring(at + 1 + random.nextInt(6));
            case 2 -> genuine.substring(0, at) + (char) (1 + random.nextInt(0x2000)) + genuine.substring(at);
            default -> genuine.substring(0, at) + "." + genuine.substring(at);
        };
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
