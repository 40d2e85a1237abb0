package io.keygear.verification.channel;

import io.keygear.verification.code.CodeService;
import io.keygear.verification.phone.PhoneNumber;
import io.keygear.verification.sender.Parcel;
import io.keygear.verification.sender.SenderChain;
import io.keygear.verification.sender.SmsSenders;
import io.keygear.verification.toll.NumberOrigin;
import java.io.IOException;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.theme.Theme;

/** Tells a phone that it is no longer the one of an account. */
public final class SmsNotice {

    private static final Logger LOG = Logger.getLogger(SmsNotice.class);
    private static final String SENTENCE = "kgSmsPhoneChanged";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private SmsNotice() {}

    /**
     * Sends it on a thread of its own when the request has committed. Nothing happens where the realm has no sender for
     * texts to that country.
     *
     * @param number that was the user's until now
     */
    public static void phoneChanged(KeycloakSession session, RealmModel realm, UserModel user, PhoneNumber number) {
        SenderChain chain = session.getProvider(SmsSenders.class)
                .chain(realm, NumberOrigin.of(number.e164()).country())
                .forTexts();
        if (chain.isEmpty()) {
            return;
        }
        Locale locale = session.getContext().resolveLocale(user);
        String id = UUID.randomUUID().toString();
        Parcel parcel = new Parcel(
                id,
                number.e164(),
                text(session, realm, locale),
                PATIENCE,
                Instant.now().plus(PATIENCE),
                new Parcel.Language(locale, Optional.empty(), ReceiptAddress.of(session, realm)));
        CodeService codes = session.getProvider(CodeService.class);
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                codes.later(() -> LOG.debugf(
                        "notice id=%s to %d senders", id, chain.send(parcel).size()));
            }

            @Override
            protected void rollbackImpl() {}
        });
    }

    private static String text(KeycloakSession session, RealmModel realm, Locale locale) {
        try {
            String sentence = session.theme()
                    .getTheme(Theme.Type.LOGIN)
                    .getEnhancedMessages(realm, locale)
                    .getProperty(SENTENCE, "{0}");
            String name = Optional.ofNullable(realm.getDisplayName())
                    .filter(display -> !display.isBlank())
                    .orElse(realm.getName());
            return text(sentence, locale, name, realm.getName());
        } catch (IOException broken) {
            throw new IllegalStateException("the login theme's messages cannot be read", broken);
        }
    }

    /**
     * One message, as those with a code are; a sentence that is longer by itself is sent as it is.
     *
     * @param display what people know the realm as
     * @param name what the server knows it as: of simple letters as a rule, of which more fit
     */
    static String text(String sentence, Locale locale, String display, String name) {
        UnaryOperator<String> about = realm -> new MessageFormat(sentence, locale).format(new Object[] {realm});
        return Segment.fitting(display, about)
                .or(() -> Segment.fitting(name, about))
                .orElseGet(() -> about.apply(display));
    }
}
