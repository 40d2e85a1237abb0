package io.keygear.verification.code;

import io.keygear.verification.code.CodeChannel.Courier;
import io.keygear.verification.code.CodeChannel.Message;
import io.keygear.verification.code.CodeStore.Attempt;
import io.keygear.verification.code.CodeStore.LimitUse;
import io.keygear.verification.code.CodeStore.Opening;
import io.keygear.verification.code.CodeStore.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
        Optional<Courier> courier = request.channel().courier(request.value());
        if (courier.isEmpty()) {
            return new CodeIssue.Unavailable();
        }
        CodeSecrets secrets = CodeSecrets.current(session.keys(), realm);
        String code = request.settings()
                .format()
                .generate(machinery.random(), request.settings().length());
        ChallengeRow challenge = challenge(request, policy, secrets, code);
        CodeIssue issue = machinery
                .store()
                .open(new Opening(
                        request.key(),
                        challenge,
                        policy,
                        request.resend(),
                        limits(request, policy, challenge.valueHash),
                        challenge.createdAt));
        LOG.debugf("code id=%s realm=%s purpose=%s: %s", challenge.id, realm.getName(), challenge.purpose, issue);
        if (!(issue instanceof CodeIssue.Queued)) {
            return issue;
        }
        Message message = new Message(
                challenge.id,
                code,
                request.settings().lifespan(),
                machinery.wall().instant().plus(CodeDispatcher.DEADLINE));
        return machinery.dispatcher().dispatch(courier.get(), message) ? issue : new CodeIssue.Busy();
    }

    /**
     * Compares what was typed with the valid code, and uses the code up when it is right.
     *
     * @param values the numbers or addresses that are the subject's own now; a code sent to another one is refused
     */
    public CodeVerdict check(CodeKey key, CodePolicy policy, Collection<String> values, String typed) {
        long now = machinery.clock().millis();
        Attempt attempt = machinery.store().attempt(key, policy, challenge -> sentTo(key, challenge, values), now);
        return attempt instanceof Attempt.Taken taken
                ? compare(key, taken, typed, now)
                : ((Attempt.Refused) attempt).verdict();
    }

    /**
     * How the code stands.
     *
     * @param value a challenge counts as live only if it was sent there
     */
    public CodeStatus status(CodeKey key, String value) {
        long now = machinery.clock().millis();
        Optional<Snapshot> found = machinery.store().find(key);
        if (found.isEmpty()) {
            return new CodeStatus(Optional.empty(), Duration.ZERO, Duration.ZERO, false);
        }
        GuardRow guard = found.get().guard();
        return new CodeStatus(
                Optional.ofNullable(found.get().challenge()).map(row -> describe(key, row, value, now)),
                Duration.ofMillis(Math.max(0, guard.nextSendAt - now)),
                Duration.ofMillis(Math.max(0, guard.lockedUntil - now)),
                CodePolicy.isClosed(key.purpose(), guard.failures));
    }

    /** Opens codes again for a user for whom they had closed; changes nothing for anybody else. */
    public void reopen(String userId) {
        machinery.store().reopen(realm.getId(), userId);
    }

    @Override
    public void close() {}

    private CodeVerdict compare(CodeKey key, Attempt.Taken attempt, String typed, long now) {
        ChallengeRow challenge = attempt.challenge();
        String code = CodeFormat.valueOf(challenge.codeFormat).normalise(typed);
        boolean right = CodeSecrets.withKey(challenge.keyId, session.keys(), realm)
                .map(secrets -> secrets.ofCode(key, challenge.id, attempt.value(), code))
                .filter(hash -> CodeSecrets.same(hash, challenge.codeHash))
                .isPresent();
        if (!right) {
            return new CodeVerdict.Wrong(attempt.left());
        }
        boolean first = machinery.store().consume(key, challenge.id, perUser(key), now);
        return first ? new CodeVerdict.Accepted(attempt.value()) : new CodeVerdict.Used();
    }

    private Optional<String> sentTo(CodeKey key, ChallengeRow challenge, Collection<String> values) {
        return CodeSecrets.withKey(challenge.keyId, session.keys(), realm)
                .flatMap(secrets -> values.stream()
                        .filter(value -> CodeSecrets.same(secrets.ofValue(key, value), challenge.valueHash))
                        .findFirst());
    }

    private CodeStatus.Challenge describe(CodeKey key, ChallengeRow row, String value, long now) {
        Delivery delivery = Delivery.of(row.delivery);
        boolean lost = delivery == Delivery.QUEUED && row.createdAt + LOST.toMillis() < now;
        boolean live = row.consumedAt == null
                && row.expiresAt > now
                && row.attempts < row.maxAttempts
                && sentTo(key, row, List.of(value)).isPresent();
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

    private ChallengeRow challenge(CodeRequest request, CodePolicy policy, CodeSecrets secrets, String code) {
        CodeSettings settings = request.settings();
        ChallengeRow row = new ChallengeRow();
        row.id = UUID.randomUUID().toString();
        row.realmId = request.key().realmId();
        row.subject = request.key().subject();
        row.purpose = request.key().purpose().id();
        row.channel = request.channel().id();
        row.keyId = secrets.keyId();
        row.valueHash = secrets.ofValue(request.key(), request.value());
        row.codeHash = secrets.ofCode(request.key(), row.id, request.value(), code);
        row.codeLength = settings.length();
        row.codeFormat = settings.format().name();
        row.maxAttempts = policy.maxAttempts();
        row.createdAt = machinery.clock().millis();
        row.expiresAt = row.createdAt + settings.lifespan().toMillis();
        row.delivery = Delivery.QUEUED.id();
        return row;
    }

    /** In one order for all, from the narrowest to the widest, so that no two requests wait for each other. */
    private List<LimitUse> limits(CodeRequest request, CodePolicy policy, String target) {
        List<LimitUse> uses = new ArrayList<>();
        uses.add(use(SendLimit.USER_DAY, perUser(request.key()), policy));
        uses.add(use(SendLimit.TARGET_HOUR, limitKey(SendLimit.TARGET_HOUR, target), policy));
        uses.add(use(SendLimit.TARGET_DAY, limitKey(SendLimit.TARGET_DAY, target), policy));
        request.anonymousAddress()
                .map(ClientNetwork::of)
                .ifPresent(network ->
                        uses.add(use(SendLimit.ADDRESS_HOUR, limitKey(SendLimit.ADDRESS_HOUR, network), policy)));
        uses.add(use(SendLimit.REALM_HOUR, limitKey(SendLimit.REALM_HOUR, "all"), policy));
        return uses;
    }

    private static LimitUse use(SendLimit limit, LimitRow.Key key, CodePolicy policy) {
        return new LimitUse(limit, key, policy.limits().getOrDefault(limit, 0));
    }

    private LimitRow.Key perUser(CodeKey key) {
        return limitKey(SendLimit.USER_DAY, key.subject());
    }

    private LimitRow.Key limitKey(SendLimit limit, String counted) {
        return new LimitRow.Key(realm.getId(), limit.id(), counted);
    }
}
