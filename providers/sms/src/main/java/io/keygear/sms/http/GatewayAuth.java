package io.keygear.sms.http;

import io.keygear.kit.http.HttpBody;
import io.keygear.kit.http.HttpHeader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How a gateway knows that a request is ours. No secret of it is ever shown. */
sealed interface GatewayAuth {

    /** The kinds, as they are configured. */
    enum Kind {
        NONE,
        BEARER,
        BASIC,
        HMAC
    }

    /** The header that goes with a body. */
    Optional<HttpHeader> header(HttpBody body);

    /** Nothing, or something in the configured headers or the address. */
    record None() implements GatewayAuth {
        @Override
        public Optional<HttpHeader> header(HttpBody body) {
            return Optional.empty();
        }
    }

    /** RFC 6750 section 2.1. */
    record Bearer(String token) implements GatewayAuth {
        @Override
        public Optional<HttpHeader> header(HttpBody body) {
            return Optional.of(new HttpHeader("Authorization", "Bearer " + token));
        }

        @Override
        public String toString() {
            return "Bearer";
        }
    }

    /** RFC 7617, in UTF-8. */
    record Basic(String user, String password) implements GatewayAuth {
        @Override
        public Optional<HttpHeader> header(HttpBody body) {
            byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            return Optional.of(new HttpHeader(
                    "Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials)));
        }

        @Override
        public String toString() {
            return "Basic";
        }
    }

    /** HMAC-SHA-256 over the exact bytes of the body, as {@code sha256=} and lower-case hexadecimal digits. */
    record Hmac(String name, String key) implements GatewayAuth {

        private static final String ALGORITHM = "HmacSHA256";

        @Override
        public Optional<HttpHeader> header(HttpBody body) {
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
                String signature = HexFormat.of().formatHex(mac.doFinal(body.bytes()));
                return Optional.of(new HttpHeader(name, "sha256=" + signature));
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("Every JDK has HMAC-SHA-256", impossible);
            }
        }

        @Override
        public String toString() {
            return "Hmac";
        }
    }
}
