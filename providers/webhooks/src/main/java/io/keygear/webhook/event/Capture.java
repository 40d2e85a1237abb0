package io.keygear.webhook.event;

import io.keygear.webhook.delivery.WebhookDispatch;
import io.keygear.webhook.outbox.EventHead;
import io.keygear.webhook.outbox.NewEvent;
import io.keygear.webhook.outbox.Outbox;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * The occurrences of one session. They are described and put into the outbox when the session's transaction prepares to
 * commit: after everything else in the request, and in the same database transaction. So nothing is told that did not
 * happen, and what happened is told even if the server dies in the next instant.
 */
final class Capture {

    private static final String ATTRIBUTE = Capture.class.getName();

    private final KeycloakSession session;
    private final List<Occurrence> occurrences = new ArrayList<>();
    private boolean written;

    private Capture(KeycloakSession session) {
        this.session = session;
    }

    static Capture of(KeycloakSession session) {
        Capture capture = (Capture) session.getAttribute(ATTRIBUTE);
        if (capture == null) {
            capture = new Capture(session);
            session.setAttribute(ATTRIBUTE, capture);
        }
        return capture;
    }

    void add(Occurrence occurrence) {
        if (occurrences.isEmpty() && !enlist()) {
            writeSeparately(occurrence);
        } else if (written) {
            writeSeparately(occurrence);
        } else {
            occurrence
                    .user()
                    .ifPresent(id ->
                            Representations.prepare(session, occurrence.head().realmId(), id));
            occurrences.add(occurrence);
        }
    }

    /** What happens while a transaction commits, or after it did, can only be kept by one of its own. */
    private void writeSeparately(Occurrence late) {
        KeycloakModelUtils.runJobInTransaction(
                session.getKeycloakSessionFactory(), other -> Capture.of(other).add(late));
    }

    private boolean enlist() {
        try {
            session.getTransactionManager().enlistPrepare(onCommit(this::write));
            session.getTransactionManager().enlistAfterCompletion(onCommit(this::tell));
            return true;
        } catch (IllegalStateException completed) {
            return false;
        }
    }

    private void write() {
        written = true;
        RealmModel context = session.getContext().getRealm();
        try {
            String traceparent = Traceparent.of(session).orElse(null);
            for (Occurrence occurrence : occurrences) {
                EventHead head = occurrence.head();
                RealmModel realm = session.realms().getRealm(head.realmId());
                Envelope empty = Envelope.of(head, realm == null ? null : realm.getName());
                Representations things = new Representations(session);
                String payload = occurrence
                        .describe(things, empty)
                        .incomplete(things.unread())
                        .text();
                Outbox.add(session, new NewEvent(head, payload, traceparent));
            }
        } finally {
            session.getContext().setRealm(context);
        }
    }

    private void tell() {
        session.getProvider(WebhookDispatch.class)
                .committed(occurrences.stream().map(Occurrence::head).toList());
    }

    private static AbstractKeycloakTransaction onCommit(Runnable work) {
        return new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                work.run();
            }

            @Override
            protected void rollbackImpl() {}
        };
    }
}
