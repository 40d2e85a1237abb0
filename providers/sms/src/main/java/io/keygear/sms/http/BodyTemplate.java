package io.keygear.sms.http;

import io.keygear.kit.config.InvalidConfigurationException;
import io.keygear.kit.http.HttpBody;
import io.keygear.spi.sms.SmsMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A body with placeholders, read once. What a message puts in is escaped and never read as a template again.
 *
 * @param format how values are escaped
 * @param literals the texts around the placeholders, one more than there are placeholders
 * @param places what is filled in between them
 */
record BodyTemplate(BodyFormat format, List<String> literals, List<Place> places) {

    /** What a message can put into a body. */
    enum Place {
        TO,
        TEXT,
        ID;

        String of(SmsMessage message) {
            return switch (this) {
                case TO -> message.to();
                case TEXT -> message.text();
                case ID -> message.id();
            };
        }
    }

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(\\w*)\\s*}}");
    private static final Set<String> NAMES = Set.of("to", "text", "id");

    /** Holds every character that means something in one of the formats. */
    private static final SmsMessage DIFFICULT =
            new SmsMessage("id \"&=%", "+44 \"&=%", "\" \\ & = % \n", Duration.ZERO, Instant.EPOCH);

    BodyTemplate {
        literals = List.copyOf(literals);
        places = List.copyOf(places);
    }

    /**
     * Reads a template.
     *
     * @param key the option it comes from, for the message of a refusal
     * @throws InvalidConfigurationException when it lacks number or text, or no receiver could read the result
     */
    static BodyTemplate parse(String key, BodyFormat format, String text) {
        String source = format == BodyFormat.FORM ? text.replaceAll("\\s*\\R\\s*", "") : text;
        List<String> literals = new ArrayList<>();
        List<Place> places = new ArrayList<>();
        Matcher placeholder = PLACEHOLDER.matcher(source);
        int end = 0;
        while (placeholder.find()) {
            literals.add(source.substring(end, placeholder.start()));
            places.add(place(key, placeholder.group(1)));
            end = placeholder.end();
        }
        literals.add(source.substring(end));
        return new BodyTemplate(format, literals, places).checked(key);
    }

    /** The body for one message. */
    HttpBody render(SmsMessage message) {
        StringBuilder body = new StringBuilder(literals.get(0));
        for (int i = 0; i < places.size(); i++) {
            body.append(format.escape(places.get(i).of(message))).append(literals.get(i + 1));
        }
        return HttpBody.of(body.toString());
    }

    private BodyTemplate checked(String key) {
        if (!places.contains(Place.TO) || !places.contains(Place.TEXT)) {
            throw new InvalidConfigurationException(
                    key, "does not send number and text", "use the placeholders to and text in double braces");
        }
        if (!format.isSound(render(DIFFICULT).text())) {
            String fix = format == BodyFormat.JSON
                    ? "write one JSON value in which every placeholder stands inside a string"
                    : "write name=value pairs joined by &, with special characters percent-encoded";
            throw new InvalidConfigurationException(key, "is not sound as " + format.mediaType(), fix);
        }
        return this;
    }

    private static Place place(String key, String name) {
        if (!NAMES.contains(name)) {
            throw new InvalidConfigurationException(
                    key,
                    "has a placeholder that does not exist",
                    "use " + NAMES.stream().sorted().collect(Collectors.joining(", ")) + " in double braces");
        }
        return Place.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
