package io.keygear.verification.identify;

import io.keygear.kit.config.ConfigOption;
import io.keygear.kit.config.ConfigOption.Rejected;
import io.keygear.kit.config.ConfigSource;
import io.keygear.spi.sms.SmsSender;
import io.keygear.verification.channel.EmailAddress;
import io.keygear.verification.channel.EmailChannel;
import io.keygear.verification.channel.SmsChannel;
import io.keygear.verification.phone.PhoneNumberReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.keycloak.models.RealmModel;

/**
 * How codes for people who are not signed in may travel.
 *
 * @param channels in order of preference
 * @param region ISO 3166-1 code of the country whose national numbers are understood
 * @param people whom they are for
 * @param sparing whether a channel that would be somebody's only second factor later is not used up for the first
 */
public record Ways(List<String> channels, Optional<String> region, People people, boolean sparing) {

    /** For whom a code is made. */
    public enum People {
        /** Who has an account, at values that are verified. */
        VERIFIED,
        /** Who has an account; where nothing but a password opens it, also at an address that nobody verified yet. */
        KNOWN,
        /** Who has an account, and who is going to have one. */
        EVERYBODY
    }

    private static final List<String> ALL = List.of(EmailChannel.ID, SmsChannel.ID);
    /** A region that has no numbers: then each needs its country code. */
    public static final String NO_REGION = "ZZ";

    /** Which channels a step may use. */
    public static final ConfigOption<List<String>> CHANNELS = ConfigOption.text("channels")
            .fallback("email,sms")
            .parsedBy(Ways::parseChannels)
            .label("Channels")
            .help("email, sms or both with a comma between them, the preferred one first.");

    /** Whose national numbers are understood. */
    public static final ConfigOption<String> REGION = ConfigOption.text("default-region")
            .parsedBy(Ways::parseRegion)
            .label("Default region")
            .help("Country (ISO 3166-1, such as GB) whose numbers people may type without the country code. Unset:"
                    + " every number needs its country code.");

    /** Reads what a step is configured with. */
    public static Ways read(ConfigSource source, People people) {
        return new Ways(CHANNELS.read(source), REGION.find(source), people, false);
    }

    /** The same, sparing or not. */
    public Ways sparing(boolean spared) {
        return new Ways(channels, region, people, spared);
    }

    /** The same without some of the channels. */
    Ways without(Predicate<String> left) {
        return new Ways(channels.stream().filter(left.negate()).toList(), region, people, sparing);
    }

    /** Whether an account is made for who has none. */
    boolean newcomers() {
        return people == People.EVERYBODY;
    }

    /** Whether an e-mail address counts that nobody verified yet. */
    boolean unverified() {
        return people == People.KNOWN;
    }

    /** Whether any of the channels can send in this realm. */
    boolean areSetUp(RealmModel realm) {
        return channels.stream()
                .anyMatch(channel -> channel.equals(EmailChannel.ID)
                        ? EmailAddress.canSend(realm)
                        : realm.getComponentsStream(realm.getId(), SmsSender.class.getName())
                                .findAny()
                                .isPresent());
    }

    /** The region for {@link PhoneNumberReader}, which also knows that there is none. */
    String readableRegion() {
        return region.orElse(NO_REGION);
    }

    /** What the page asks for: {@code email}, {@code sms} or {@code any}. */
    public String asked() {
        return channels.size() == 1 ? channels.get(0) : "any";
    }

    private static List<String> parseChannels(String text) throws Rejected {
        List<String> channels = new ArrayList<>();
        for (String channel : text.split(",", -1)) {
            if (!ALL.contains(channel.strip()) || channels.contains(channel.strip())) {
                throw new Rejected("is \"" + text + "\"", "use email, sms, or both with a comma between them");
            }
            channels.add(channel.strip());
        }
        return List.copyOf(channels);
    }

    private static String parseRegion(String text) throws Rejected {
        if (!PhoneNumberReader.knowsRegion(text)) {
            throw new Rejected("is \"" + text + "\"", "use a country code of two capital letters such as GB");
        }
        return text;
    }
}
