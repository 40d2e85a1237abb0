package io.keygear.sms.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The kinds of body a gateway takes: how values are escaped in them, and what a sound one looks like. */
enum BodyFormat {
    /** RFC 8259; placeholders stand inside strings. */
    JSON("application/json", "{\"to\": \"{{to}}\", \"text\": \"{{text}}\", \"id\": \"{{id}}\"}") {
        @Override
        String escape(String value) {
            return new String(JsonStringEncoder.getInstance().quoteAsString(value));
        }

        @Override
        boolean isSound(String body) {
            try {
                READER.readTree(body);
                return true;
            } catch (JsonProcessingException malformed) {
                return false;
            }
        }
    },

    /** {@code application/x-www-form-urlencoded} in UTF-8. */
    FORM("application/x-www-form-urlencoded", "to={{to}}&text={{text}}&id={{id}}") {
        @Override
        String escape(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8);
        }

        @Override
        boolean isSound(String body) {
            return PAIRS.matcher(body).matches();
        }
    };

    private static final ObjectMapper READER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final String ENCODED = "(?:[A-Za-z0-9*._~+-]|%[0-9A-Fa-f]{2}|[\\[\\]:,@!])";
    private static final Pattern PAIRS =
            Pattern.compile(ENCODED + "+=" + ENCODED + "*(?:&" + ENCODED + "+=" + ENCODED + "*)*");

    private final String mediaType;
    private final String fallback;

    BodyFormat(String mediaType, String fallback) {
        this.mediaType = mediaType;
        this.fallback = fallback;
    }

    /** A value as it stands in a body of this kind. */
    abstract String escape(String value);

    /** Whether a receiver could read the body. */
    abstract boolean isSound(String body);

    String mediaType() {
        return mediaType;
    }

    /** The template used when none is configured. */
    String fallback() {
        return fallback;
    }
}
