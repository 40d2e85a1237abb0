package io.keygear.firebase.token;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A JWS in compact form (RFC 7515 section 3.1), taken apart strictly: the shape before anything is decoded, base64url
 * in its one canonical spelling without padding, valid UTF-8, one JSON object each, no key twice. What two readers
 * could understand differently is not a token.
 *
 * @param header the protected header
 * @param payload the claims
 * @param signedPart the bytes that the signature is over
 * @param signature its bytes; empty for the emulator's tokens
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
record CompactToken(ObjectNode header, ObjectNode payload, byte[] signedPart, byte[] signature) {

    /** Longer tokens are refused unread; Firebase's stay below two thousand characters and bound custom claims. */
    static final int LONGEST = 8 * 1024;

    private static final int DEEPEST = 16;

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader()
            .without(JsonParser.Feature.AUTO_CLOSE_SOURCE);

    /** Takes a text apart; empty when it is no such token. */
    static Optional<CompactToken> parse(String text) {
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        if (first <= 0 || second <= first + 1 || text.indexOf('.', second + 1) >= 0 || !isBase64Url(text)) {
            return Optional.empty();
        }
        return decode(text.substring(0, first))
                .flatMap(CompactToken::json)
                .flatMap(header -> decode(text.substring(first + 1, second))
                        .flatMap(CompactToken::json)
                        .flatMap(payload -> decode(text.substring(second + 1))
                                .map(signature -> new CompactToken(
                                        header,
                                        payload,
                                        text.substring(0, second).getBytes(StandardCharsets.US_ASCII),
                                        signature))));
    }

    private static boolean isBase64Url(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean allowed = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!allowed && c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return true;
    }

    /** The bytes, if no other text stands for them: the decoder of the JDK ignores surplus bits. */
    private static Optional<byte[]> decode(String part) {
        if (part.length() % 4 == 1) {
            return Optional.empty();
        }
        byte[] bytes = Base64.getUrlDecoder().decode(part);
        boolean canonical =
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part);
        return canonical ? Optional.of(bytes) : Optional.empty();
    }

    private static Optional<ObjectNode> json(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return JSON.readTree(text) instanceof ObjectNode object && isStorable(object, 0)
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** Whether no text in it is one that databases refuse (NUL, half a surrogate pair), and nothing lies too deep. */
    private static boolean isStorable(JsonNode node, int depth) {
        if (depth > DEEPEST) {
            return false;
        }
        if (node.isTextual()) {
            return isStorable(node.textValue());
        }
        for (JsonNode child : node) {
            if (!isStorable(child, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStorable(String text) {
        boolean surrogates = text.chars().anyMatch(unit -> Character.isSurrogate((char) unit));
        return text.indexOf('\0') < 0
                && (!surrogates || StandardCharsets.UTF_8.newEncoder().canEncode(text));
    }
}
