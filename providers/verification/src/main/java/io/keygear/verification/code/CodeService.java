package io.keygear.verification.code;

import io.keygear.spi.sms.VerifyVerdict;
import io.keygear.verification.code.CodeChannel.Courier;
import io.keygear.verification.code.CodeChannel.Message;
import io.keygear.verification.code.CodeOpening.Opened;
import io.keygear.verification.code.CodeStore.Attempt;
import io.keygear.verification.code.CodeStore.Snapshot;
import io.keygear.verification.sender.SmsSenders;
import io.keygear.verification.toll.Reach;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;

/**
 * One-time codes out of band (NIST SP 800-63B-4, section 3.1.3): issue one, check one, tell how one stands. All state
 * is written before a method returns, whatever becomes of the request around it.
 */
public final class CodeService implements Provider {

    private static final Logger LOG = Logger.getLogger(CodeService.class);

    /** A message that is queued for longer than it may take got lost with its node. */
    private static final Duration LOST = CodeDispatcher.DEADLINE.plusMillis(500);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final CodeMachinery machinery;

    CodeService(KeycloakSession session, CodeMachinery machinery) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.machinery = machinery;
    }

    /** Makes a new code the only valid one and sends it, unless cooldown, a pause or a limit speaks against it. */
    public CodeIssue issue(CodeRequest request, CodePolicy policy) {
        Reach reach = request.channel().reach(request.value(), policy.toll());
        Errand errand = new Errand(
                realm.getName(), request.key(), request.channel().id(), reach.origin(), Errand.Caller.of(session));
        if (reach instanceof Reach.Refused refused) {
            machinery.journal().blocked(session, errand, refused.why().id());
            return new CodeIssue.Refused(refused.why());
        }
        Optional<Courier> courier = request.channel().courier(request.value());
        if (courier.isEmpty()) {
            return new CodeIssue.Unavailable();
        }
        return issue(new Wish(request, policy, reach, errand), courier.get());
    }

    private CodeIssue issue(Wish wish, Courier courier) {
        CodeRequest request = wish.request();
        CodeSecrets secrets = CodeSecrets.current(session.keys(), realm);
        String code = request.settings()
                .format()
                .generate(machinery.random(), request.settings().length());
        ChallengeRow challenge =
                wish.challenge(secrets, code, machinery.times().clock().millis());
        List<LimitLedger.Use> limits = new LimitPlan(realm.getId(), wish.policy()).of(request, challenge, wish.reach());
        Opened opened = machinery
                .store()
                .open(new CodeOpening(
                        request.key(), challenge, wish.policy(), request.resend(), limits, challenge.createdAt));
        LOG.debugf("code id=%s realm=%s purpose=%s: %s", challenge.id, realm.getName(), challenge.purpose, opened);
        opened.overdrawn().forEach(limit -> machinery.journal().overdrawn(session, wish.errand(), limit));
        if (!(opened.issue() instanceof CodeIssue.Queued)) {
            if (opened.issue() instanceof CodeIssue.LimitReached reached) {
                machinery
                        .journal()
                        .blocked(session, wish.errand(), reached.limit().id());
            }
            return opened.issue();
        }
        Message message = new Message(
                challenge.id,
                code,
                request.settings().lifespan(),
                machinery.times().wall().instant().plus(CodeDispatcher.DEADLINE));
        return machinery.dispatcher().dispatch(courier, message, wish.errand()) ? opened.issue() : new CodeIssue.Busy();
    }

    /**
     * Compares what was typed with the valid code, and uses the code up when it is right.
     *
     * @param values the numbers or addresses that are the subject's own now; a code sent to another one is refused
     */
    public CodeVerdict check(CodeKey key, CodePolicy policy, Collection<String> values, String typed) {
        long now = machinery.times().clock().millis();
        CodeExaminer examiner = new CodeExaminer(session, key, values, typed);
        Attempt attempt = machinery.store().attempt(policy, examiner, now);
        CodeVerdict verdict = attempt instanceof Attempt.Refused refused
                ? refused.verdict()
                : attempt instanceof Attempt.Compared compared
                        ? told(key, compared.challenge(), compared.verdict())
                        : compareThere(examiner, (Attempt.Taken) attempt, now);
        machinery.journal().counted(realm.getName(), key, verdict);
        return verdict;
    }

    /**
     * Takes down what a gateway reports about a message. Whether the gateway wrote it has been looked at before.
     *
     * @param report found by our own id of the message, else by the gateway's
     * @return whether it was about a message of this realm whose fate was open
     */
    public boolean report(DeliveryReport report) {
        Optional<ChallengeRow> about = machinery.deliveries().correct(realm.getId(), report);
        about.ifPresent(row -> machinery
                .journal()
                .reported(
                        session,
                        Errand.of(realm, row, Purpose.of(row.purpose), Errand.Caller.UNKNOWN),
                        row.id,
                        session.getProvider(SmsSenders.class)
                                .name(realm, report.senderId())
                                .orElse("removed"),
                        report.delivery()));
        return about.isPresent();
    }

    /**
     * How the code stands.
     *
     * @param value a challenge counts as live only if it was sent there
     */
    public CodeStatus status(CodeKey key, String value) {
        return status(key, List.of(value));
    }

    /**
     * How the code stands, where it may have gone to one of several.
     *
     * @param values a challenge counts as live only if it was sent to one of these
     */
    public CodeStatus status(CodeKey key, Collection<String> values) {
        long now = machinery.times().clock().millis();
        Optional<Snapshot> found = machinery.store().find(key);
        if (found.isEmpty()) {
            return new CodeStatus(Optional.empty(), Duration.ZERO, Duration.ZERO, false);
        }
        GuardRow guard = found.get().guard();
        return new CodeStatus(
                Optional.ofNullable(found.get().challenge()).map(row -> describe(key, row, values, now)),
                Duration.ofMillis(Math.max(0, guard.nextSendAt - now)),
                Duration.ofMillis(Math.max(0, guard.lockedUntil - now)),
                CodePolicy.isClosed(key.purpose(), guard.failures));
    }

    /**
     * Counts a message that holds no code against the limits of the realm.
     *
     * @return {@code false} when one of them is used up; nothing may be sent then
     */
    public boolean mayNotify(CodePolicy policy, Reach reach) {
        return machinery
                .store()
                .count(
                        new LimitPlan(realm.getId(), policy).ofNotice(reach),
                        machinery.times().clock().millis());
    }

    /** Does something on a thread that sends messages; not at all when there is no room. */
    public void later(Runnable work) {
        machinery.dispatcher().later(work);
    }

    /** Opens codes again for a user for whom they had closed; changes nothing for anybody else. */
    public void reopen(String userId) {
        machinery.store().reopen(realm.getId(), userId);
    }

    /**
     * Forgets all failures, pauses and counted messages of somebody: for administrators.
     *
     * @param subjects under which codes of theirs are counted
     * @param values the numbers and addresses that they go to
     */
    public void unlock(Collection<String> subjects, Collection<String> values) {
        CodeSecrets secrets = CodeSecrets.current(session.keys(), realm);
        List<String> counted = Stream.concat(
                        subjects.stream(),
                        values.stream()
                                .map(value -> secrets.ofValue(realm.getId(), value))
                                .flatMap(LimitPlan::counted))
                .toList();
        machinery.store().unlock(realm.getId(), subjects, counted);
    }

    @Override
    public void close() {}

    private CodeVerdict told(CodeKey key, ChallengeRow challenge, CodeVerdict verdict) {
        machinery
                .journal()
                .checked(session, Errand.of(realm, challenge, key.purpose(), Errand.Caller.of(session)), verdict);
        return verdict;
    }

    private CodeVerdict compareThere(CodeExaminer examiner, Attempt.Taken attempt, long now) {
        ChallengeRow challenge = attempt.challenge();
        CodeVerdict compared = asked(challenge, attempt, examiner.code(challenge));
        boolean late =
                compared instanceof CodeVerdict.Accepted && !machinery.store().consume(examiner.key(), challenge, now);
        return told(examiner.key(), challenge, late ? new CodeVerdict.Used() : compared);
    }

    private CodeVerdict asked(ChallengeRow challenge, Attempt.Taken attempt, String code) {
        String keeper = Objects.requireNonNull(challenge.keeperId);
        String deliveryId = challenge.deliveryId == null ? "" : challenge.deliveryId;
        VerifyVerdict verdict =
                session.getProvider(SmsSenders.class).check(realm, keeper, challenge.id, deliveryId, code);
        if (verdict instanceof VerifyVerdict.Approved) {
            return new CodeVerdict.Accepted(attempt.value());
        } else if (verdict instanceof VerifyVerdict.Wrong) {
            return new CodeVerdict.Wrong(attempt.left());
        } else if (verdict instanceof VerifyVerdict.Expired) {
            return new CodeVerdict.Expired();
        }
        LOG.warnf("code id=%s could not be compared: %s", challenge.id, verdict);
        return new CodeVerdict.Unchecked();
    }

    private CodeStatus.Challenge describe(CodeKey key, ChallengeRow row, Collection<String> values, long now) {
        Delivery delivery = Delivery.of(row.delivery);
        boolean lost = delivery == Delivery.QUEUED && row.createdAt + LOST.toMillis() < now;
        boolean live = row.consumedAt == null
                && row.expiresAt > now
                && row.attempts < row.maxAttempts
                && new CodeExaminer(session, key, values, "").sentTo(row).isPresent();
        return new CodeStatus.Challenge(
                row.id,
                live,
                lost ? Delivery.FAILED : delivery,
                Optional.ofNullable(row.failure),
                row.resends,
                new CodeSettings(
                        CodeFormat.valueOf(row.codeFormat),
                        row.codeLength,
                        Duration.ofMillis(row.expiresAt - row.createdAt)));
    }
}
