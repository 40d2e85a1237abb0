package io.keygear.verification.identify;

import io.keygear.kit.config.ConfigSource;
import io.keygear.verification.channel.SilentChannel;
import io.keygear.verification.code.CodeChannel;
import io.keygear.verification.code.CodeIssue;
import io.keygear.verification.code.CodeRequest;
import io.keygear.verification.code.CodeService;
import io.keygear.verification.code.CodeSettings;
import io.keygear.verification.code.CodeStatus;
import io.keygear.verification.code.CodeVerdict;
import io.keygear.verification.code.Purpose;
import io.keygear.verification.code.SendLimit;
import io.keygear.verification.page.CodePage;
import io.keygear.verification.phone.PhoneNumberReader;
import io.keygear.verification.policy.CodePolicyOptions;
import io.keygear.verification.policy.CodePolicyProvider;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * From "I am …" to proof. Whoever asks gets the same answers, and the same rows are written in about the same time,
 * whether there is an account, it is locked, or it has nothing a code could go to: then the code goes nowhere (OWASP
 * Authentication, "authentication responses").
 */
public final class Identification {

    /** Shared by all names of an account: to tell would tell which belong together. What was typed counts apart. */
    private static final Set<SendLimit> TARGETS = Set.of(SendLimit.TARGET_HOUR, SendLimit.TARGET_DAY);

    /** Counted only where a message goes out, so never for who has no account. */
    private static final Set<SendLimit> COSTS = Set.of(
            SendLimit.REALM_HOUR,
            SendLimit.CHARGED_REALM_DAY,
            SendLimit.UNPROVEN_ADDRESS_HOUR,
            SendLimit.UNPROVEN_ADDRESS_DAY,
            SendLimit.UNPROVEN_COUNTRY_HOUR,
            SendLimit.UNPROVEN_COUNTRY_DAY);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Purpose purpose;
    private final Ways ways;
    private final CodePolicyProvider policy;
    private final CodeSettings settings;
    private final String address;
    private final CodeService codes;
    private final Accounts accounts;
    private final LaterFactors later;

    /** In a step of a flow that is configured with {@link Ways} and the code options. */
    public Identification(AuthenticationFlowContext context, Purpose purpose, Ways ways) {
        this.session = context.getSession();
        this.realm = context.getRealm();
        this.purpose = purpose;
        this.ways = ways;
        this.policy = CodePolicyProvider.of(realm);
        this.settings = CodePolicyOptions.settings(
                ConfigSource.of(context.getAuthenticatorConfig()),
                policy.codes().settings());
        this.address = context.getConnection().getRemoteAddr();
        this.codes = session.getProvider(CodeService.class);
        this.accounts = new Accounts(session, realm);
        this.later = new LaterFactors(context);
    }

    /** What came of a typed code. */
    public sealed interface Outcome {

        /**
         * Whoever typed it holds the destination.
         *
         * @param user the account that may be entered; empty when there is none, which only newcomers get to know
         */
        record Proven(Optional<UserModel> user, Destination destination) implements Outcome {}

        /** Nothing is proven. */
        record Refused(CodeVerdict verdict) implements Outcome {}
    }

    /** Where a code would go; without a destination it goes nowhere. */
    private record Addressee(Optional<UserModel> user, Optional<Destination> destination) {}

    /** What was typed as an identifier; empty when it cannot be one. */
    public Optional<Identifier> read(String typed) {
        return Identifier.read(typed, new PhoneNumberReader(ways.readableRegion(), policy.testNumbers()));
    }

    /** Sends a code if none is under way yet. */
    public CodeIssue begin(Identifier identifier) {
        return isUnderWay(identifier) ? new CodeIssue.Queued() : send(identifier, false);
    }

    /** Where the page does not tell what became of a message, nor does whether a second one is sent. */
    private boolean isUnderWay(Identifier identifier) {
        CodeStatus status = status(identifier);
        return told() == CodePage.Told.FATE
                ? status.isUnderWay()
                : status.challenge().filter(CodeStatus.Challenge::live).isPresent();
    }

    /** Sends another code. */
    public CodeIssue resend(Identifier identifier) {
        return send(identifier, true);
    }

    /** Compares what was typed with the code. */
    public Outcome check(Identifier identifier, String typed) {
        Addressee addressee = addressee(identifier);
        CodeVerdict verdict =
                codes.check(identifier.key(realm, purpose), policy.codes(), values(identifier, addressee), typed);
        if (!(verdict instanceof CodeVerdict.Accepted accepted)) {
            return new Outcome.Refused(verdict);
        }
        return addressee
                .destination()
                .filter(destination -> destination.value().equals(accepted.value()))
                .<Outcome>map(destination -> new Outcome.Proven(addressee.user(), destination))
                .orElseGet(() -> new Outcome.Refused(new CodeVerdict.Expired()));
    }

    /** The page that asks for the code. It shows what was typed, never where the code went. */
    public CodePage page(Identifier identifier, URI refresh) {
        return new CodePage(
                purpose,
                ways.asked(),
                identifier.value(),
                status(identifier),
                policy.codes(),
                settings,
                refresh,
                List.of(),
                told());
    }

    private CodePage.Told told() {
        return purpose == Purpose.REGISTER
                ? CodePage.Told.FATE
                : ways.newcomers() ? CodePage.Told.SENT : CodePage.Told.IF;
    }

    private CodeIssue send(Identifier identifier, boolean resend) {
        if (!ways.areSetUp(realm)) {
            return new CodeIssue.Unavailable();
        }
        Addressee addressee = addressee(identifier);
        Optional<Destination> itself = Destination.itself(identifier, ways.channels());
        CodeIssue issue = issue(identifier, addressee, itself, resend);
        return tellsOfAnAccount(issue, addressee, itself)
                ? issue(identifier, new Addressee(Optional.empty(), Optional.empty()), itself, resend)
                : issue;
    }

    private CodeIssue issue(Identifier identifier, Addressee addressee, Optional<Destination> itself, boolean resend) {
        CodeChannel channel = addressee
                .destination()
                .map(destination -> destination.channel(session, realm, addressee.user(), purpose))
                .orElseGet(() -> new SilentChannel(
                        itself.map(destination -> destination.channel(session, realm, Optional.empty(), purpose))));
        String value = addressee.destination().map(Destination::value).orElse(identifier.value());
        return codes.issue(
                new CodeRequest(identifier.key(realm, purpose), value, channel, settings, resend, Optional.of(address)),
                policy.codes());
    }

    /** A refusal that somebody without an account would not have got. */
    private boolean tellsOfAnAccount(CodeIssue issue, Addressee addressee, Optional<Destination> itself) {
        if (addressee.destination().isEmpty()) {
            return false;
        }
        if (issue instanceof CodeIssue.LimitReached reached) {
            return TARGETS.contains(reached.limit()) || (!ways.newcomers() && COSTS.contains(reached.limit()));
        }
        boolean elsewhere = !addressee.destination().equals(itself);
        return elsewhere
                && !ways.newcomers()
                && (issue instanceof CodeIssue.Unavailable || issue instanceof CodeIssue.Refused);
    }

    private Addressee addressee(Identifier identifier) {
        Optional<UserModel> user = accounts.find(identifier);
        if (ways.newcomers() && (user.isEmpty() || purpose == Purpose.REGISTER)) {
            return new Addressee(user, Destination.itself(identifier, ways.channels()));
        }
        Optional<UserModel> open = user.filter(accounts::isOpen);
        return new Addressee(
                open, open.flatMap(known -> Destination.of(session, realm, known, waysTo(known), identifier)));
    }

    private Ways waysTo(UserModel user) {
        return ways.sparing() ? ways.without(channel -> later.endWith(channel, user)) : ways;
    }

    private List<String> values(Identifier identifier, Addressee addressee) {
        return Stream.concat(addressee.destination().map(Destination::value).stream(), Stream.of(identifier.value()))
                .distinct()
                .toList();
    }

    private CodeStatus status(Identifier identifier) {
        return codes.status(identifier.key(realm, purpose), values(identifier, addressee(identifier)));
    }
}
