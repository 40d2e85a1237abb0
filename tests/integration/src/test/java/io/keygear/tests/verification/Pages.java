package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.actor.HttpPage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Pages as an outsider could compare them. */
final class Pages {

    /** What differs between two loads of one page: parameters of addresses, and what is random. */
    private static final List<String> NONCES = List.of(
            "(session_code|execution|tab_id|client_data|state|nonce|code_challenge)=[^\"&#\\s]*",
            "data-auth-session=\"[^\"]*\"",
            "nonce-[A-Za-z0-9+/=]+",
            "\"[A-Za-z0-9_-]{43}\"",
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** A running clock: for the script, as minutes and seconds, and in words. */
    private static final Pattern CLOCK = Pattern.compile(
            "(?<=data-seconds=\")([0-9]+)(?=\")|\\b([0-9]):([0-9]{2})\\b|\\b([0-9]+) seconds?\\b|\\ba moment\\b");

    private Pages() {}

    /**
     * A page.
     *
     * @param text status, headers, names and attributes of cookies, and body; without nonces, clocks and what was typed
     * @param clocks the seconds that its clocks show
     * @param seen when it was loaded
     */
    record Look(String text, List<Integer> clocks, Instant seen) {

        /** Fails when the other one tells something else; clocks that began together show the same within a second. */
        void assertLike(Look other) {
            assertLike(other, Duration.ZERO, "");
        }

        /**
         * The same for clocks that did not begin together.
         *
         * @param apart how much later one of them may have begun
         */
        void assertLike(Look other, Duration apart, String description) {
            assertThat(text).as(description).isEqualTo(other.text);
            assertThat(clocks).as(description).hasSameSizeAs(other.clocks);
            for (int i = 0; i < clocks.size(); i++) {
                assertThat(Math.abs(clocks.get(i) - other.clocks.get(i)))
                        .as("%s: clocks %s and %s", description, clocks, other.clocks)
                        .isLessThanOrEqualTo(1 + (int) apart.toSeconds());
            }
        }
    }

    /** All of a page but nonces, and with {@code typed} taken out. */
    static Look look(HttpPage page, String typed) {
        String body = page.document().outerHtml().replace(typed, "TYPED");
        for (String nonce : NONCES) {
            body = body.replaceAll(nonce, "NONCE");
        }
        List<Integer> clocks = new ArrayList<>();
        Matcher clock = CLOCK.matcher(body);
        body = clock.replaceAll(found -> {
            clocks.add(seconds(clock));
            return "CLOCK";
        });
        return new Look(page.status() + "\n" + headers(page) + "\n" + body, clocks, Instant.now());
    }

    private static int seconds(Matcher clock) {
        if (clock.group(2) != null) {
            return 60 * Integer.parseInt(clock.group(2)) + Integer.parseInt(clock.group(3));
        }
        String whole = clock.group(1) == null ? clock.group(4) : clock.group(1);
        return whole == null ? 0 : Integer.parseInt(whole);
    }

    private static String headers(HttpPage page) {
        return page.headers().map().entrySet().stream()
                .filter(header -> !List.of("date", "content-length").contains(header.getKey()))
                .map(header -> "set-cookie".equals(header.getKey())
                        ? "set-cookie="
                                + header.getValue().stream()
                                        .map(Pages::cookie)
                                        .sorted()
                                        .toList()
                        : header.toString())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    /** Its name and attributes: what is in it, and when exactly it ends, differs from load to load. */
    private static String cookie(String header) {
        String[] parts = header.split(";");
        return parts[0].replaceFirst("=.*", "")
                + Arrays.stream(parts)
                        .skip(1)
                        .map(attribute ->
                                attribute.strip().toLowerCase(Locale.ROOT).replaceFirst("^expires=.*", "expires"))
                        .sorted()
                        .toList();
    }
}
