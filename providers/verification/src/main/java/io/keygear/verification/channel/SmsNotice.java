package io.keygear.verification.channel;

import io.keygear.verification.code.CodeChannel.Courier;
import io.keygear.verification.code.CodeChannel.Message;
import io.keygear.verification.code.CodePolicy;
import io.keygear.verification.code.CodeService;
import io.keygear.verification.phone.PhoneNumber;
import io.keygear.verification.policy.CodePolicyProvider;
import io.keygear.verification.toll.Reach;
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

/** Tells a phone that it is no longer the one of an account. */
public final class SmsNotice {

    private static final Logger LOG = Logger.getLogger(SmsNotice.class);
    private static final String SENTENCE = "kgSmsPhoneChanged";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private SmsNotice() {}

    /**
     * Sends it on a thread of its own when the request has committed. It counts against the realm's limits, as a code
     * does. Nothing happens where the realm sends no texts to that number, or a limit is used up.
     *
     * @param number that was the user's until now
     */
    public static void phoneChanged(KeycloakSession session, RealmModel realm, UserModel user, PhoneNumber number) {
        SmsChannel channel = new SmsChannel(session, realm, user);
        CodePolicy policy = CodePolicyProvider.of(realm).codes();
        Reach reach = channel.reach(number.e164(), policy.toll());
        Optional<Courier> courier = reach instanceof Reach.Refused ? Optional.empty() : channel.notice(number.e164());
        if (courier.isEmpty()) {
            return;
        }
        CodeService codes = session.getProvider(CodeService.class);
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                if (codes.mayNotify(policy, reach)) {
                    codes.later(() -> send(courier.get()));
                } else {
                    LOG.warnf("no notice realm=%s: a limit of the realm is used up", realm.getName());
                }
            }

            @Override
            protected void rollbackImpl() {}
        });
    }

    private static void send(Courier courier) {
        Message message = new Message(
                UUID.randomUUID().toString(), "", PATIENCE, Instant.now().plus(PATIENCE));
        LOG.debugf("notice id=%s: %s", message.id(), courier.carry(message).delivery());
    }

    /** What it says. */
    static String text(KeycloakSession session, RealmModel realm, Locale locale) {
        String sentence = ThemeTexts.of(session, realm, locale).getProperty(SENTENCE, "{0}");
        String name = Optional.ofNullable(realm.getDisplayName())
                .filter(display -> !display.isBlank())
                .orElse(realm.getName());
        return text(sentence, locale, name, realm.getName());
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
