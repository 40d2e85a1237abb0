package io.keygear.verification.channel;

import io.keygear.kit.config.ConfigSource;
import io.keygear.spi.sms.SmsMessage;
import io.keygear.spi.sms.SmsOutcome;
import io.keygear.spi.sms.SmsSender;
import io.keygear.spi.sms.SmsSenderFactory;
import io.keygear.spi.sms.SmsSenderOptions;
import io.keygear.spi.sms.TextSender;
import io.keygear.verification.code.CodeChannel;
import io.keygear.verification.code.Delivery;
import java.io.IOException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.theme.Theme;

/** Codes by text message, through the realm's first enabled component of the type {@link SmsSender}. */
public final class SmsChannel implements CodeChannel {

    /** The channel's name. */
    public static final String ID = "sms";

    private static final Logger LOG = Logger.getLogger(SmsChannel.class);
    private static final String SENTENCE = "kgSmsCode";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;

    /** For messages to {@code user}, in the user's language. */
    public SmsChannel(KeycloakSession session, RealmModel realm, UserModel user) {
        this.session = session;
        this.realm = realm;
        this.user = user;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Optional<Courier> courier(String number) {
        return realm.getComponentsStream(realm.getId(), SmsSender.class.getName())
                .filter(component -> SmsSenderOptions.ENABLED.read(ConfigSource.of(component)))
                .min(Comparator.comparing((ComponentModel component) ->
                                SmsSenderOptions.PRIORITY.read(ConfigSource.of(component)))
                        .thenComparing(ComponentModel::getName))
                .flatMap(this::sender)
                .map(sender -> courier(sender, text(), number));
    }

    private Optional<TextSender> sender(ComponentModel component) {
        SmsSenderFactory factory = (SmsSenderFactory)
                session.getKeycloakSessionFactory().getProviderFactory(SmsSender.class, component.getProviderId());
        if (factory == null) {
            LOG.errorf(
                    "realm=%s has the SMS sender '%s', but no provider '%s' is installed",
                    realm.getName(), component.getName(), component.getProviderId());
            return Optional.empty();
        }
        try {
            return Optional.of((TextSender) factory.create(session, component));
        } catch (ComponentValidationException wrong) {
            LOG.errorf(
                    "realm=%s cannot use the SMS sender '%s': %s",
                    realm.getName(), component.getName(), wrong.getMessage());
            return Optional.empty();
        }
    }

    private static Courier courier(TextSender sender, SmsText text, String number) {
        return message -> {
            SmsOutcome outcome = sender.send(new SmsMessage(
                    message.id(),
                    number,
                    text.with(message.code(), message.lifespan()),
                    message.lifespan(),
                    message.deadline()));
            if (outcome instanceof SmsOutcome.Failed failed) {
                LOG.warnf(
                        "SMS not accepted id=%s failure=%s code=%s",
                        message.id(), failed.failure(), failed.providerCode());
                return new Outcome(Delivery.FAILED, null, failed.failure().name());
            }
            return new Outcome(Delivery.ACCEPTED, ((SmsOutcome.Accepted) outcome).deliveryId(), null);
        };
    }

    private SmsText text() {
        Locale locale = session.getContext().resolveLocale(user);
        try {
            String sentence = session.theme()
                    .getTheme(Theme.Type.LOGIN)
                    .getEnhancedMessages(realm, locale)
                    .getProperty(SENTENCE, "{0}");
            String name = Optional.ofNullable(realm.getDisplayName())
                    .filter(display -> !display.isBlank())
                    .orElse(realm.getName());
            String host = session.getContext().getUri().getBaseUri().getHost();
            return new SmsText(sentence, locale, name, host);
        } catch (IOException broken) {
            throw new IllegalStateException("the login theme's messages cannot be read", broken);
        }
    }
}
