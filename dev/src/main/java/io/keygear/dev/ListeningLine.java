package io.keygear.dev;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The line Keycloak prints once its ports are open. It is the only place that tells a port the system chose.
 *
 * @param http where people and clients go
 * @param management where health and metrics are, if that interface is on
 */
record ListeningLine(URI http, @Nullable URI management) {

    private static final Pattern LINE =
            Pattern.compile("started in .* Listening on: (?<http>http://[^ ,]+?)\\.?(?:[ ,].*)?$");
    private static final Pattern MANAGEMENT =
            Pattern.compile("Management interface listening on (?<url>https?://\\S+?)\\.?(?:\\s|$)");

    static Optional<ListeningLine> in(String line) {
        Matcher http = LINE.matcher(line);
        if (!http.find()) {
            return Optional.empty();
        }
        Matcher management = MANAGEMENT.matcher(line);
        return Optional.of(new ListeningLine(
                URI.create(http.group("http")), management.find() ? URI.create(management.group("url")) : null));
    }
}
