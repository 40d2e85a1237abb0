package io.keygear.firebase.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a text is an ID token that Firebase made for one project. Strict where RFC 8725 asks for it: one
 * algorithm, no header that brings its own key (section 3.1), the key chosen by {@code kid} alone, and no claim read
 * as true before the signature is checked.
 *
 * <p>Safe for use by many threads, if its key source and clock are.
 */
public final class FirebaseIdTokenVerifier {

    private static final List<String> FORBIDDEN_HEADERS = List.of("crit", "jwk", "jku", "x5u", "x5c", "b64", "zip");

    private final FirebaseProject project;
    private final KeySource keys;
    private final Clock clock;

    /** A verifier for one project's tokens. */
    public FirebaseIdTokenVerifier(FirebaseProject project, KeySource keys, Clock clock) {
        this.project = project;
        this.keys = keys;
        this.clock = clock;
    }

    /** Judges a token; says every reason but one it cannot help, an unreachable key server, as a refusal. */
    public Verdict verify(String text) {
        if (text.length() > CompactToken.LONGEST) {
            return new Verdict.Refused(Refusal.TOKEN_TOO_LARGE);
        }
        Optional<CompactToken> parsed = CompactToken.parse(text);
        if (parsed.isEmpty()) {
            return new Verdict.Refused(Refusal.TOKEN_MALFORMED);
        }
        CompactToken token = parsed.get();
        Optional<Refusal> header = headerRefusal(token.header());
        if (header.isPresent()) {
            return new Verdict.Refused(header.get());
        }
        return project.emulator() ? unsigned(token) : signed(token);
    }

    private Optional<Refusal> headerRefusal(ObjectNode header) {
        JsonNode algorithm = header.path("alg");
        if (!algorithm.isTextual() || !algorithm.textValue().equals(project.emulator() ? "none" : "RS256")) {
            return Optional.of(Refusal.ALGORITHM_FORBIDDEN);
        }
        boolean type = !header.has("typ") || "JWT".equals(header.path("typ").textValue());
        boolean plain = FORBIDDEN_HEADERS.stream().noneMatch(header::has);
        return type && plain ? Optional.empty() : Optional.of(Refusal.HEADER_FORBIDDEN);
    }

    private Verdict unsigned(CompactToken token) {
        return token.signature().length == 0
                ? new Claims(project, token.payload()).judge(clock.instant())
                : new Verdict.Refused(Refusal.SIGNATURE_WRONG);
    }

    private Verdict signed(CompactToken token) {
        JsonNode keyId = token.header().path("kid");
        if (!keyId.isTextual() || keyId.textValue().isEmpty()) {
            return new Verdict.Refused(Refusal.KEY_UNKNOWN);
        }
        KeySource.Key key = keys.find(keyId.textValue());
        if (key instanceof KeySource.Key.Unreachable unreachable) {
            return new Verdict.Undecided(unreachable.retryAfter());
        }
        if (!(key instanceof KeySource.Key.Found found)) {
            return new Verdict.Refused(Refusal.KEY_UNKNOWN);
        }
        return isSignedBy(found.key(), token)
                ? new Claims(project, token.payload()).judge(clock.instant())
                : new Verdict.Refused(Refusal.SIGNATURE_WRONG);
    }

    private static boolean isSignedBy(RSAPublicKey key, CompactToken token) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update(token.signedPart());
            return signature.verify(token.signature());
        } catch (GeneralSecurityException notASignature) {
            return false; // of another length than the key's, for instance
        }
    }
}
