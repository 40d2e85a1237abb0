package io.keygear.verification.channel;

import io.keygear.spi.sms.SmsFailure;
import io.keygear.spi.sms.SmsOutcome;
import io.keygear.verification.code.CodeChannel;
import io.keygear.verification.code.Delivery;
import io.keygear.verification.phone.VerifiedPhones;
import io.keygear.verification.sender.Handover;
import io.keygear.verification.sender.Parcel;
import io.keygear.verification.sender.SenderChain;
import io.keygear.verification.sender.SmsSenders;
import io.keygear.verification.toll.BudgetMode;
import io.keygear.verification.toll.NumberOrigin;
import io.keygear.verification.toll.Reach;
import io.keygear.verification.toll.TollPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Codes by text message, through the realm's senders for the number's country. */
public final class SmsChannel implements CodeChannel {

    /** The channel's name. */
    public static final String ID = "sms";

    private static final Logger LOG = Logger.getLogger(SmsChannel.class);
    private static final String SENTENCE = "kgSmsCode";
    private static final String SHORT_SENTENCE = "kgSmsCodeShort";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final @Nullable UserModel user;

    /** Who sends to a country. */
    private final Function<String, SenderChain> senders;

    /** Asked for twice for each message, and all plans of the world are searched for it. */
    private final Map<String, NumberOrigin> origins = new HashMap<>();

    /**
     * For messages to {@code user}, in the user's language, by the senders in the order of their priority.
     *
     * @param user {@code null} for somebody who has no account yet
     */
    public SmsChannel(KeycloakSession session, RealmModel realm, @Nullable UserModel user) {
        this(session, realm, user, Optional.empty());
    }

    /**
     * For messages to {@code user}, in the user's language.
     *
     * @param user {@code null} for somebody who has no account yet
     * @param first the name of the sender that comes before all others
     */
    public SmsChannel(KeycloakSession session, RealmModel realm, @Nullable UserModel user, Optional<String> first) {
        this(
                session,
                realm,
                user,
                country -> session.getProvider(SmsSenders.class).chain(realm, country, first));
    }

    private SmsChannel(
            KeycloakSession session,
            RealmModel realm,
            @Nullable UserModel user,
            Function<String, SenderChain> senders) {
        this.session = session;
        this.realm = realm;
        this.user = user;
        this.senders = senders;
    }

    /** The same messages by one sender alone, by its name. */
    public SmsChannel by(String sender) {
        return new SmsChannel(
                session,
                realm,
                user,
                country -> session.getProvider(SmsSenders.class).only(realm, sender));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Reach reach(String number, TollPolicy toll) {
        NumberOrigin origin = origin(number);
        return toll.refusal(origin)
                .<Reach>map(refusal -> new Reach.Refused(origin.country(), refusal))
                .orElseGet(() ->
                        new Reach.Charged(origin.country(), toll.unproven() != BudgetMode.OFF && !isProven(number)));
    }

    @Override
    public Optional<Courier> courier(String number) {
        SenderChain chain = senders.apply(origin(number).country());
        return chain.isEmpty() ? Optional.empty() : Optional.of(courier(chain, number));
    }

    /** Makes ready to tell a phone that it is no longer the one of the account; empty when nobody sends texts there. */
    public Optional<Courier> notice(String number) {
        SenderChain chain = senders.apply(origin(number).country()).forTexts();
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        Locale locale = session.getContext().resolveLocale(user);
        String text = SmsNotice.text(session, realm, locale);
        Parcel.Language language = new Parcel.Language(locale, Optional.empty(), ReceiptAddress.of(session, realm));
        return Optional.of(message -> outcome(
                message.id(),
                chain.send(new Parcel(message.id(), number, text, message.lifespan(), message.deadline(), language))));
    }

    private NumberOrigin origin(String number) {
        return origins.computeIfAbsent(number, NumberOrigin::of);
    }

    /** A number that the user was asked for and proved to hold before: one of their phones, or the one in tokens. */
    private boolean isProven(String number) {
        if (user == null) {
            return false;
        }
        VerifiedPhones phones = new VerifiedPhones(session, realm);
        boolean primary =
                phones.hasPrimary(user) && number.equals(user.getFirstAttribute(VerifiedPhones.NUMBER_ATTRIBUTE));
        return primary
                || phones.of(user).stream()
                        .anyMatch(phone -> phone.number().e164().equals(number));
    }

    private Courier courier(SenderChain chain, String number) {
        SmsText text = text();
        Optional<String> appHash = AndroidApp.hash(session.getContext().getClient());
        Parcel.Language language =
                new Parcel.Language(text.wording().locale(), appHash, ReceiptAddress.of(session, realm));
        return message -> outcome(
                message.id(),
                chain.send(new Parcel(
                        message.id(),
                        number,
                        text.with(message.code(), message.lifespan()),
                        message.lifespan(),
                        message.deadline(),
                        language)));
    }

    private static Outcome outcome(String id, List<Handover> handovers) {
        if (handovers.isEmpty()) {
            LOG.warnf("SMS not sent id=%s: the circuit of every sender is open", id);
            return new Outcome(Delivery.FAILED, null, SmsFailure.PROVIDER_DOWN.name());
        }
        List<Try> tries =
                handovers.stream().map(handover -> attempt(id, handover)).toList();
        Handover last = handovers.get(handovers.size() - 1);
        Carrier carrier = new Carrier(last.senderId(), last.keepsCode());
        return last.outcome() instanceof SmsOutcome.Accepted accepted
                ? new Outcome(Delivery.ACCEPTED, accepted.deliveryId(), null, carrier, tries)
                : new Outcome(
                        Delivery.FAILED,
                        null,
                        ((SmsOutcome.Failed) last.outcome()).failure().name(),
                        new Carrier(last.senderId(), false),
                        tries);
    }

    private static Try attempt(String id, Handover handover) {
        if (handover.outcome() instanceof SmsOutcome.Failed failed) {
            LOG.warnf(
                    "SMS not accepted id=%s sender='%s' failure=%s code=%s",
                    id, handover.sender(), failed.failure(), failed.providerCode());
            String category = failed.failure().name().toLowerCase(Locale.ROOT).replace('_', '-');
            return new Try(handover.sender(), category, handover.took());
        }
        return new Try(handover.sender(), "accepted", handover.took());
    }

    private SmsText text() {
        Locale locale = session.getContext().resolveLocale(user);
        Properties messages = ThemeTexts.of(session, realm, locale);
        String name = Optional.ofNullable(realm.getDisplayName())
                .filter(display -> !display.isBlank())
                .orElse(realm.getName());
        String host = session.getContext().getUri().getBaseUri().getHost();
        return new SmsText(
                new SmsText.Wording(
                        messages.getProperty(SENTENCE, "{0}"), messages.getProperty(SHORT_SENTENCE, "{0}"), locale),
                name,
                AndroidApp.hash(session.getContext().getClient())
                        .<SmsText.LastLine>map(SmsText.AppHash::new)
                        .orElseGet(() -> new SmsText.WebOtp(host)));
    }
}
