package io.keygear.verification.code;

import io.keygear.verification.code.CodeChannel.Outcome;
import io.keygear.verification.code.CodeChannel.Try;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Tells the world what happens to codes, by every channel and from every door: as Keycloak events of the type
 * {@code CUSTOM_REQUIRED_ACTION}, the one that Keycloak leaves to extensions, and as meters. Neither has a number, an
 * address or a code in it.
 */
final class CodeJournal {

    /** The detail that tells these events from others of their type: {@code one-time-code}. */
    static final String KIND = "one-time-code";

    private static final String WHAT = "code_event";

    private final KeycloakSessionFactory factory;
    private final CodeMeters meters;

    CodeJournal(KeycloakSessionFactory factory, CodeMeters meters) {
        this.factory = factory;
        this.meters = meters;
    }

    /**
     * A message was handed over, or could not be; on a thread of ours. Listeners may refuse to hear it, or take their
     * time, so what becomes of the code must not wait for this.
     */
    void sent(Errand errand, String challengeId, Outcome outcome, Duration took) {
        boolean accepted = outcome.delivery() == Delivery.ACCEPTED;
        List<Try> tries = outcome.tries().isEmpty()
                ? List.of(new Try(errand.channel(), accepted ? "accepted" : failure(outcome), took))
                : outcome.tries();
        tries.forEach(handed -> meters.handed(errand, handed));
        inSession(errand, event -> {
            event.detail("code_id", challengeId)
                    .detail("code_sender", tries.get(tries.size() - 1).sender())
                    .detail("code_tries", Integer.toString(tries.size()));
            if (accepted) {
                event.detail(WHAT, "sent").success();
            } else {
                event.detail(WHAT, "send_failed").error(failure(outcome));
            }
        });
    }

    /** A message was asked for and is not sent. */
    void blocked(KeycloakSession session, Errand errand, String reason) {
        meters.blocked(errand, reason);
        event(session, session.getContext().getRealm(), errand)
                .detail(WHAT, "blocked")
                .detail("code_limit", reason)
                .error("code_not_sent");
    }

    /** A message is sent that would not be, were its budget enforced. */
    void overdrawn(KeycloakSession session, Errand errand, SendLimit limit) {
        meters.blocked(errand, "recorded-" + limit.id());
        event(session, session.getContext().getRealm(), errand)
                .detail(WHAT, "budget_exceeded")
                .detail("code_limit", limit.id())
                .success();
    }

    /** A code was typed; what was compared is an event, what was not is counted only. */
    void checked(KeycloakSession session, Errand errand, CodeVerdict verdict) {
        if (verdict instanceof CodeVerdict.Accepted) {
            event(session, session.getContext().getRealm(), errand)
                    .detail(WHAT, "verified")
                    .success();
        } else if (verdict instanceof CodeVerdict.Wrong) {
            event(session, session.getContext().getRealm(), errand)
                    .detail(WHAT, "failed")
                    .error("invalid_code");
        }
    }

    /** Counts a typed code, whatever became of it. */
    void counted(String realm, CodeKey key, CodeVerdict verdict) {
        meters.checked(realm, key.purpose(), verdict.reason());
    }

    /** A gateway said what became of a message. */
    void reported(KeycloakSession session, Errand errand, String challengeId, String sender, Delivery delivery) {
        meters.reported(errand, sender, delivery);
        EventBuilder event = event(session, session.getContext().getRealm(), errand)
                .detail("code_id", challengeId)
                .detail("code_sender", sender)
                .detail(WHAT, delivery.id());
        if (delivery == Delivery.DELIVERED) {
            event.success();
        } else {
            event.error("code_not_delivered");
        }
    }

    private void inSession(Errand errand, Consumer<EventBuilder> telling) {
        KeycloakModelUtils.runJobInTransaction(factory, session -> {
            RealmModel realm = session.realms().getRealm(errand.key().realmId());
            if (realm != null) {
                session.getContext().setRealm(realm);
                telling.accept(event(session, realm, errand).storeImmediately(false));
            }
        });
    }

    private static EventBuilder event(KeycloakSession session, RealmModel realm, Errand errand) {
        return new EventBuilder(realm, session)
                .event(EventType.CUSTOM_REQUIRED_ACTION)
                .client(errand.caller().client())
                .ipAddress(errand.caller().address())
                .user(errand.key().isSomebody() ? errand.key().subject() : null)
                .detail(Details.CUSTOM_REQUIRED_ACTION, KIND)
                .detail("code_purpose", errand.key().purpose().id())
                .detail("code_channel", errand.channel())
                .detail("code_country", errand.country());
    }

    private static String failure(Outcome outcome) {
        return outcome.failure() == null
                ? "failed"
                : outcome.failure().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
