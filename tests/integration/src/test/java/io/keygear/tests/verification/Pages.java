package io.keygear.tests.verification;

import io.keygear.tests.actor.HttpPage;
import java.util.List;
import java.util.stream.Collectors;

/** Pages as an outsider could compare them. */
final class Pages {

    /** What differs between two loads of one page: parameters of addresses, what is typed back, running clocks. */
    private static final List<String> NONCES = List.of(
            "(session_code|execution|tab_id|client_data|state|nonce|code_challenge)=[^\"&#\\s]*",
            "data-seconds=\"[0-9]+\"",
            "\\b[0-9]:[0-9]{2}\\b",
            "\\b[0-9]+ seconds?\\b",
            "data-auth-session=\"[^\"]*\"",
            "nonce-[A-Za-z0-9+/=]+",
            "\"[A-Za-z0-9_-]{43}\"",
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private Pages() {}

    /** Status, headers and body without nonces, and with {@code typed} taken out. */
    static String comparable(HttpPage page, String typed) {
        String body = page.document().outerHtml().replace(typed, "TYPED");
        for (String nonce : NONCES) {
            body = body.replaceAll(nonce, "NONCE");
        }
        String headers = page.headers().map().entrySet().stream()
                .filter(header ->
                        !List.of("date", "set-cookie", "content-length").contains(header.getKey()))
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining("\n"));
        return page.status() + "\n" + headers + "\n" + body;
    }
}
