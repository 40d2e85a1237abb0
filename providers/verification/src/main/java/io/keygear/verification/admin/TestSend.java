package io.keygear.verification.admin;

import io.keygear.kit.rest.Problem;
import io.keygear.verification.channel.Notice;
import io.keygear.verification.channel.SmsChannel;
import io.keygear.verification.code.CodeChannel.Courier;
import io.keygear.verification.code.CodeChannel.Message;
import io.keygear.verification.code.CodeChannel.Outcome;
import io.keygear.verification.code.CodePolicy;
import io.keygear.verification.code.CodeService;
import io.keygear.verification.policy.CodePolicyProvider;
import io.keygear.verification.sender.SmsSenders;
import io.keygear.verification.status.VerifyKey;
import io.keygear.verification.toll.Reach;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** One message of a realm with a sample code in it, in the language of the administrator who tries it. */
final class TestSend {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LIFESPAN = Duration.ofMinutes(5);

    /** Where a code would stand. */
    private static final String SAMPLE = "123456";

    private static final String CODE = "code";
    private static final String PHONE_CHANGED = "phone-changed";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel reader;

    TestSend(KeycloakSession session, RealmModel realm, UserModel reader) {
        this.session = session;
        this.realm = realm;
        this.reader = reader;
    }

    /** Sends it, and waits for what becomes of it. */
    Outcome send(VerifyKey kind, TestMessage message) {
        String to = kind.read(message.to() == null ? "" : message.to())
                .orElseThrow(() -> Problem.field("to", "Has to be a value of the kind " + kind.id() + ".")
                        .exception());
        String template = message.template() == null ? CODE : message.template();
        Optional<Courier> courier = "phone".equals(kind.id())
                ? byText(kind, to, template, Optional.ofNullable(message.sender()))
                : byMail(kind, to, template, Optional.ofNullable(message.sender()));
        Courier ready = courier.orElseThrow(() -> Problem.of(
                        "not_configured", 409, "The realm has no sender or mail server for this; ask the doctor.")
                .exception());
        requireRoom(kind, to);
        return ready.carry(new Message(
                UUID.randomUUID().toString(), SAMPLE, LIFESPAN, Instant.now().plus(PATIENCE)));
    }

    /** A sample costs what a code does, so the realm's rules and limits hold for it. */
    private void requireRoom(VerifyKey kind, String to) {
        CodePolicy policy = CodePolicyProvider.of(realm).codes();
        Reach reach = kind.channel(reader).reach(to, policy.toll());
        if (reach instanceof Reach.Refused refused) {
            throw Problem.field(
                            "to",
                            "The realm sends nothing there: " + refused.why().id() + ".")
                    .exception();
        }
        if (!session.getProvider(CodeService.class).mayNotify(policy, reach)) {
            throw Problem.of("limit_reached", 429, "No more messages for now: a limit of the realm is used up.")
                    .exception();
        }
    }

    private Optional<Courier> byText(VerifyKey kind, String to, String template, Optional<String> sender) {
        sender.ifPresent(this::requireSender);
        SmsChannel usual = (SmsChannel) kind.channel(reader);
        SmsChannel channel = sender.map(usual::by).orElse(usual);
        return switch (template) {
            case CODE -> channel.courier(to);
            case PHONE_CHANGED -> channel.notice(to);
            default ->
                throw Problem.field("template", "For phone it has to be code or phone-changed.")
                        .exception();
        };
    }

    private void requireSender(String name) {
        if (session.getProvider(SmsSenders.class).only(realm, name).isEmpty()) {
            throw Problem.field(
                            "sender",
                            "There is no SMS sender of this name that could be used; senders are components of the realm.")
                    .exception();
        }
    }

    private Optional<Courier> byMail(VerifyKey kind, String to, String template, Optional<String> sender) {
        if (sender.isPresent()) {
            throw Problem.field("sender", "For phone only: e-mails go through the realm's mail server.")
                    .exception();
        }
        if (template.equals(CODE)) {
            return kind.channel(reader).courier(to);
        }
        return Notice.named(template)
                .orElseThrow(() -> Problem.field(
                                "template",
                                "For email it has to be code, password-reset, email-changed or phone-changed.")
                        .exception())
                .courier(session, realm, reader, to);
    }
}
