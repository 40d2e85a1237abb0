package io.keygear.firebase.token;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Base64;

/** Wraps a public key in a certificate (RFC 5280 section 4.1), as Google's SDKs take keys in no other form. */
final class SelfSigned {

    private static final byte[] SHA256_WITH_RSA = sequence(
            new byte[] {0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x0b},
            new byte[] {0x05, 0x00});

    private SelfSigned() {}

    static String pem(KeyPair pair) {
        byte[] name =
                sequence(der(0x31, sequence(new byte[] {0x06, 0x03, 0x55, 0x04, 0x03}, der(0x0c, ascii("mint")))));
        byte[] content = sequence(
                der(0xa0, new byte[] {0x02, 0x01, 0x02}),
                new byte[] {0x02, 0x01, 0x01},
                SHA256_WITH_RSA,
                name,
                sequence(der(0x17, ascii("200101000000Z")), der(0x17, ascii("491231235959Z"))),
                name,
                pair.getPublic().getEncoded());
        byte[] certificate = sequence(content, SHA256_WITH_RSA, der(0x03, join(new byte[] {0}, sign(pair, content))));
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate)
                + "\n-----END CERTIFICATE-----\n";
    }

    private static byte[] sign(KeyPair pair, byte[] content) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sequence(byte[]... parts) {
        return der(0x30, parts);
    }

    private static byte[] der(int tag, byte[]... parts) {
        byte[] content = join(parts);
        int length = content.length;
        byte[] header = length < 0x80
                ? new byte[] {(byte) tag, (byte) length}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        return join(header, content);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
