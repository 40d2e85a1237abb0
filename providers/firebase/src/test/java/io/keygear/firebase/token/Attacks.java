package io.keygear.firebase.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Everything we could think of that is not a genuine token, by name. */
final class Attacks {

    private static final List<String> WRONG_SHAPES = List.of(
            "null", "\"\"", "\" \"", "true", "0", "-1", "1.5", "[]", "{}", "[\"a\"]", "{\"a\":1}", "1e400", "\"0\"");

    private final Map<String, String> all = new LinkedHashMap<>();

    private Attacks() {}

    static Map<String, String> all() {
        Attacks attacks = new Attacks();
        attacks.forgedSignatures();
        attacks.headers();
        attacks.claims();
        attacks.shapes();
        attacks.json();
        attacks.encodings();
        return attacks.all;
    }

    private void forgedSignatures() {
        String header = Mint.text(Mint.header());
        String payload = Mint.text(Mint.claims());
        KeyPair stranger = Mint.newKey(2048);
        String signed = Mint.encode(header) + "." + Mint.encode(payload);
        add("another key under the known id", Mint.sign(header, payload, "SHA256withRSA", stranger));
        add("a longer key", Mint.sign(header, payload, "SHA256withRSA", Mint.newKey(4096)));
        add("a shorter key", Mint.sign(header, payload, "SHA256withRSA", Mint.newKey(1024)));
        for (String algorithm : List.of("SHA1withRSA", "SHA384withRSA", "SHA512withRSA", "NONEwithRSA", "RSASSA-PSS")) {
            try {
                add("signed with " + algorithm, Mint.sign(header, payload, algorithm, Mint.KEY));
            } catch (IllegalStateException notHere) {
                // this JDK cannot
            }
        }
        add("no signature", signed + ".");
        add("a signature of zeros", signed + "." + Mint.encode(new byte[256]));
        add("a signature of ones", signed + "." + Mint.encode(filled((byte) 0xff)));
        add(
                "half a signature",
                signed + "." + Mint.signature(signed, "SHA256withRSA", Mint.KEY).substring(0, 170));
        add(
                "a signature twice",
                signed + "." + Mint.signature(signed, "SHA256withRSA", Mint.KEY)
                        + Mint.signature(signed, "SHA256withRSA", Mint.KEY));
        add(
                "the signature of another token",
                signed + "."
                        + Mint.signature(Mint.encode(header) + "." + Mint.encode("{}"), "SHA256withRSA", Mint.KEY));
        add("the public key as an HMAC secret", hmac("HS256", "HmacSHA256", payload));
        add("the public key as an HMAC secret, said to be RS256", hmac("RS256", "HmacSHA256", payload));
    }

    private void headers() {
        for (String algorithm : List.of(
                "none",
                "None",
                "NONE",
                "nOnE",
                "",
                "HS256",
                "HS384",
                "HS512",
                "RS384",
                "RS512",
                "PS256",
                "PS384",
                "PS512",
                "ES256",
                "ES256K",
                "ES384",
                "EdDSA",
                "rs256",
                "RS256 ",
                " RS256",
                "RS1",
                "RSA-OAEP",
                "dir")) {
            header("alg " + algorithm, header -> header.put("alg", algorithm));
        }
        add(
                "alg none without a signature",
                Mint.encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + Mint.encode(Mint.text(Mint.claims())) + ".");
        header("no alg", header -> header.remove("alg"));
        header("alg null", header -> header.putNull("alg"));
        header("alg in an array", header -> header.putArray("alg").add("RS256"));
        header("alg a number", header -> header.put("alg", 256));
        for (String type : List.of("at+jwt", "JOSE", "jwt", "Jwt", "secevent+jwt", "", "JWT ", "application/jwt")) {
            header("typ " + type, header -> header.put("typ", type));
        }
        header("typ null", header -> header.putNull("typ"));
        header("typ a number", header -> header.put("typ", 1));
        header("no kid", header -> header.remove("kid"));
        for (String kid : List.of("", " ", "other", "MINT-KEY", "mint-key ", "../mint-key", "mint-key\0", "' or 1=1")) {
            header("kid " + kid, header -> header.put("kid", kid));
        }
        header("kid null", header -> header.putNull("kid"));
        header("kid a number", header -> header.put("kid", 0));
        header("kid in an array", header -> header.putArray("kid").add(Mint.KEY_ID));
        for (String member : List.of("crit", "jwk", "jku", "x5u", "x5c", "b64", "zip")) {
            header(member + " null", header -> header.putNull(member));
            header(member + " a text", header -> header.put(member, "https://attacker.example/keys"));
            header(member + " an array", header -> header.putArray(member).add("exp"));
        }
        header(
                "its own key",
                header -> header.putObject("jwk")
                        .put("kty", "RSA")
                        .put("n", "AQAB")
                        .put("e", "AQAB"));
    }

    private void claims() {
        for (String claim : List.of("aud", "iss", "sub", "user_id", "exp", "iat", "auth_time", "firebase")) {
            claim("no " + claim, claims -> claims.remove(claim));
            for (String value : WRONG_SHAPES) {
                claim(claim + " = " + value, claims -> claims.set(claim, json(value)));
            }
        }
        for (String value : WRONG_SHAPES) {
            if (!value.equals("true")) {
                claim("email_verified = " + value, claims -> claims.set("email_verified", json(value)));
            }
            if (!value.equals("\"0\"")) {
                claim("email = " + value, claims -> claims.set("email", json(value)));
            }
        }
        claim("e-mail without a word on its verification", claims -> claims.remove("email_verified"));
        claim("e-mail of 300 characters", claims -> claims.put("email", "a".repeat(290) + "@example.com"));
        claim(
                "foreign project",
                claims -> claims.put("aud", "other").put("iss", "https://securetoken.google.com/other"));
        claim("foreign project in aud", claims -> claims.put("aud", "demo-mint2"));
        claim("project in an array", claims -> claims.putArray("aud").add("demo-mint"));
        claim("two audiences", claims -> claims.putArray("aud").add("demo-mint").add("other"));
        claim("project in capitals", claims -> claims.put("aud", "DEMO-MINT"));
        for (String issuer : List.of(
                "https://securetoken.google.com/demo-mint/",
                "http://securetoken.google.com/demo-mint",
                "https://securetoken.google.com/",
                "https://securetoken.google.com.evil.example/demo-mint",
                "https://SECURETOKEN.google.com/demo-mint",
                "https://session.firebase.google.com/demo-mint",
                "https://accounts.google.com",
                "https://securetoken.google.com/demo-mint#",
                " https://securetoken.google.com/demo-mint")) {
            claim("issuer " + issuer, claims -> claims.put("iss", issuer));
        }
        claim(
                "sub of 129 characters",
                claims -> claims.put("sub", "u".repeat(129)).put("user_id", "u".repeat(129)));
        claim("sub unlike user_id", claims -> claims.put("user_id", "uid-2"));
        claim("sub with NUL", claims -> claims.put("sub", "u\0").put("user_id", "u\0"));
        claim("sub with a line break", claims -> claims.put("sub", "u\n").put("user_id", "u\n"));
        times();
        firebase();
    }

    private void times() {
        long now = Mint.NOW.getEpochSecond();
        claim(
                "expired",
                claims -> claims.put("iat", now - 3700).put("exp", now - 100).put("auth_time", now - 3700));
        claim(
                "expired as the skew ends",
                claims -> claims.put("iat", now - 3000).put("exp", now - 30).put("auth_time", now - 3000));
        claim(
                "from the future",
                claims -> claims.put("iat", now + 31).put("exp", now + 3600).put("auth_time", now));
        claim("signed in after it was issued", claims -> claims.put("auth_time", now - 9));
        claim("lives longer than an hour", claims -> claims.put("exp", now + 3591));
        claim("lives for ever", claims -> claims.put("exp", Long.MAX_VALUE));
        claim("expires before it is issued", claims -> claims.put("iat", now).put("exp", now - 1));
        claim("lives for no time", claims -> claims.put("iat", now).put("exp", now));
        claim("exp in milliseconds", claims -> claims.put("exp", (now + 3000) * 1000));
        claim("exp with a fraction", claims -> claims.put("exp", now + 3000.5));
        claim("exp as 1.7e9", claims -> claims.set("exp", json((now + 3000) / 10 + "e1")));
        claim("exp too large for a number", claims -> claims.set("exp", json("99999999999999999999999")));
        claim("iat too large for a number", claims -> claims.set("iat", json("-99999999999999999999999")));
        claim("iat negative", claims -> claims.put("iat", -now));
        claim("auth_time negative", claims -> claims.put("auth_time", -1));
    }

    private void firebase() {
        for (String value : WRONG_SHAPES) {
            if (!value.equals("{}") && !value.equals("{\"a\":1}")) {
                firebase("identities = " + value, firebase -> firebase.set("identities", json(value)));
            }
            if (!value.startsWith("\"") || value.equals("\"\"")) {
                firebase("sign_in_provider = " + value, firebase -> firebase.set("sign_in_provider", json(value)));
                firebase("sign_in_second_factor = " + value, firebase -> {
                    firebase.set("sign_in_second_factor", json(value.equals("\"\"") ? "7" : value));
                });
            }
            firebase("tenant = " + value, firebase -> firebase.set("tenant", json(value)));
        }
        firebase("no identities", firebase -> firebase.remove("identities"));
        firebase("no sign_in_provider", firebase -> firebase.remove("sign_in_provider"));
        firebase("a tenant", firebase -> firebase.put("tenant", "tenant-1"));
        firebase("anonymous", firebase -> firebase.put("sign_in_provider", "anonymous"));
    }

    private void shapes() {
        String token = Mint.sign(Mint.text(Mint.header()), Mint.text(Mint.claims()));
        String[] parts = token.split("\\.", -1);
        add("nothing", "");
        add("a dot", ".");
        add("two dots", "..");
        add("three dots", "...");
        add("one part", parts[0]);
        add("two parts", parts[0] + "." + parts[1]);
        add("four parts", token + "." + parts[2]);
        add("five parts, as if encrypted", token + ".." + parts[2]);
        add("no header", "." + parts[1] + "." + parts[2]);
        add("no payload", parts[0] + ".." + parts[2]);
        add("a dot in front", "." + token);
        add("a dot behind", token + ".");
        add("a space in front", " " + token);
        add("a space behind", token + " ");
        add("a line break behind", token + "\n");
        add("Bearer in front", "Bearer " + token);
        add("quotes around", "\"" + token + "\"");
        add("the token twice", token + token);
        add("in capitals", token.toUpperCase(java.util.Locale.ROOT));
        add("oversize", token + "A".repeat(9000));
        add(
                "oversize claims",
                Mint.sign(Mint.text(Mint.header()), Mint.text(Mint.claims().put("name", "n".repeat(9000)))));
        add(
                "as JSON serialisation",
                "{\"payload\":\"" + parts[1] + "\",\"protected\":\"" + parts[0] + "\",\"signature\":\"" + parts[2]
                        + "\"}");
    }

    private void json() {
        String header = Mint.text(Mint.header());
        String payload = Mint.text(Mint.claims());
        signed("sub twice", header, payload.replace("\"sub\":", "\"sub\":\"victim\",\"sub\":"));
        signed("sub twice, once escaped", header, payload.replace("\"sub\":", "\"s\\u0075b\":\"victim\",\"sub\":"));
        signed("aud twice", header, payload.replace("\"aud\":", "\"aud\":\"other\",\"aud\":"));
        signed("firebase twice", header, payload.replace("\"firebase\":", "\"firebase\":{},\"firebase\":"));
        signed(
                "a key twice further down",
                header,
                payload.replace("\"sign_in_provider\":", "\"sign_in_provider\":\"x\",\"sign_in_provider\":"));
        signed("kid twice", header.replace("\"kid\":", "\"kid\":\"other\",\"kid\":"), payload);
        signed("alg twice", header.replace("\"alg\":", "\"alg\":\"none\",\"alg\":"), payload);
        signed("something after the claims", header, payload + "{}");
        signed("claims in an array", header, "[" + payload + "]");
        signed("claims cut off", header, payload.substring(0, payload.length() - 1));
        signed("claims with a comma too many", header, payload.replace("}", ",}"));
        signed("claims with a comment", header, "/* */" + payload);
        signed("claims with single quotes", header, payload.replace('"', '\''));
        signed("claims with a byte order mark", header, "\uFEFF" + payload);
        signed("half a character", header, payload.replace("Minnie", "\\ud800"));
        signed("NaN", header, payload.replaceFirst("\"exp\":[0-9]+", "\"exp\":NaN"));
        signed("a number with leading zeros", header, payload.replaceFirst("\"exp\":", "\"exp\":0"));
        signed("claims a text", header, "\"claims\"");
        signed("no claims", header, "");
        signed("null claims", header, "null");
        signed("header null", "null", payload);
        signed("header an array", "[]", payload);
        signed("header empty", "{}", payload);
        signed(
                "a thousand levels",
                header,
                payload.replaceFirst("\\}$", ",\"deep\":" + "[".repeat(1000) + "]".repeat(1000) + "}"));
    }

    private void encodings() {
        String token = Mint.sign(Mint.text(Mint.header()), Mint.text(Mint.claims()));
        String[] parts = token.split("\\.", -1);
        for (int part = 0; part < parts.length; part++) {
            add("padding in part " + part, with(parts, part, parts[part] + "="));
            add("much padding in part " + part, with(parts, part, parts[part] + "=="));
            add("plain base64 in part " + part, with(parts, part, "+/" + parts[part].substring(2)));
            add(
                    "a line break in part " + part,
                    with(parts, part, parts[part].substring(0, 8) + "\n" + parts[part].substring(8)));
            add(
                    "a NUL in part " + part,
                    with(parts, part, parts[part].substring(0, 8) + "\0" + parts[part].substring(8)));
            add("a letter of another script in part " + part, with(parts, part, "Ａ" + parts[part].substring(1)));
            add("a percent sign in part " + part, with(parts, part, "%41" + parts[part].substring(1)));
        }
        add("surplus bits in the signature", surplus(token));
        byte[] latin = Mint.text(Mint.claims().put("name", "Zoë")).getBytes(StandardCharsets.ISO_8859_1);
        String signed = Mint.encode(Mint.text(Mint.header())) + "." + Mint.encode(latin);
        add("claims in Latin-1", signed + "." + Mint.signature(signed, "SHA256withRSA", Mint.KEY));
        byte[] wide = Mint.text(Mint.claims()).getBytes(StandardCharsets.UTF_16);
        signed = Mint.encode(Mint.text(Mint.header())) + "." + Mint.encode(wide);
        add("claims in UTF-16", signed + "." + Mint.signature(signed, "SHA256withRSA", Mint.KEY));
    }

    private void header(String name, Consumer<ObjectNode> edit) {
        ObjectNode header = Mint.header();
        edit.accept(header);
        signed("header: " + name, Mint.text(header), Mint.text(Mint.claims()));
    }

    private void claim(String name, Consumer<ObjectNode> edit) {
        ObjectNode claims = Mint.claims();
        edit.accept(claims);
        signed("claims: " + name, Mint.text(Mint.header()), Mint.text(claims));
    }

    private void firebase(String name, Consumer<ObjectNode> edit) {
        claim("firebase: " + name, claims -> edit.accept((ObjectNode) claims.path("firebase")));
    }

    private void signed(String name, String header, String payload) {
        add(name, Mint.sign(header, payload));
    }

    private void add(String name, String token) {
        if (all.put(name, token) != null) {
            throw new IllegalStateException("twice: " + name);
        }
    }

    private static String hmac(String algorithm, String mac, String payload) {
        try {
            String signed = Mint.encode("{\"alg\":\"" + algorithm + "\",\"kid\":\"" + Mint.KEY_ID + "\"}") + "."
                    + Mint.encode(payload);
            Mac hmac = Mac.getInstance(mac);
            hmac.init(new SecretKeySpec(Mint.KEY.getPublic().getEncoded(), mac));
            return signed + "." + Mint.encode(hmac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The last letter of a 256-byte signature has bits that mean nothing: another letter decodes to the same. */
    private static String surplus(String token) {
        char last = token.charAt(token.length() - 1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        String other = token.substring(0, token.length() - 1) + alphabet.charAt(alphabet.indexOf(last) ^ 1);
        byte[] same = Base64.getUrlDecoder().decode(other.substring(other.lastIndexOf('.') + 1));
        if (!Mint.encode(same).equals(token.substring(token.lastIndexOf('.') + 1))) {
            throw new IllegalStateException("not the same signature");
        }
        return other;
    }

    private static String with(String[] parts, int index, String part) {
        String[] copy = parts.clone();
        copy[index] = part;
        return String.join(".", copy);
    }

    private static JsonNode json(String text) {
        try {
            return Mint.JSON
                    .reader()
                    .with(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readTree(text);
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static byte[] filled(byte value) {
        byte[] bytes = new byte[256];
        java.util.Arrays.fill(bytes, value);
        return bytes;
    }
}
