package io.keygear.spi.sms;

import io.keygear.kit.http.HttpBody;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A gateway's POST to the address of receipts. {@link #toString()} shows none of it, as receipts repeat numbers.
 *
 * @param url as the gateway called it: the public address, also where Keycloak stands behind a proxy
 * @param headers by name in lower case, the values in order
 * @param body the exact bytes that came; a form, which Keycloak reads before anybody else, is encoded anew
 */
public record ReceiptRequest(URI url, Map<String, List<String>> headers, HttpBody body) {

    /** Copies the headers and puts their names into lower case. */
    public ReceiptRequest {
        Map<String, List<String>> lower = new TreeMap<>();
        headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        headers = Map.copyOf(lower);
    }

    /** The first value of a header, its name in any case. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    @Override
    public String toString() {
        return "ReceiptRequest[" + body + "]";
    }
}
