package io.keygear.firebase.exchange;

import io.keygear.firebase.account.AccountStatus;
import io.keygear.firebase.account.LimitedTokens;
import io.keygear.firebase.exchange.ExchangeAnswer.Refused;
import io.keygear.firebase.link.Resolution;
import io.keygear.firebase.link.UserLinker;
import io.keygear.firebase.provider.FirebaseIdentityProvider;
import io.keygear.firebase.provider.FirebaseProviders;
import io.keygear.firebase.provider.FirebaseSettings;
import io.keygear.firebase.provider.Replay;
import io.keygear.firebase.token.FirebaseIdentity;
import io.keygear.firebase.token.TokenOrigin;
import io.keygear.firebase.token.Verdict;
import io.keygear.kit.config.InvalidConfigurationException;
import io.keygear.kit.time.KeycloakClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;

/** Turns a Firebase token into tokens of the realm. The same for all endpoints. */
public final class ExchangeService {

    private static final Logger LOG = Logger.getLogger(ExchangeService.class);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);
    private static final String USED = "keygear.firebase.used.";

    private final KeycloakSession session;
    private final Eligibility eligibility;
    private final InvalidTokens invalidTokens;

    ExchangeService(KeycloakSession session, InvalidTokens invalidTokens) {
        this.session = session;
        this.eligibility = new Eligibility(session);
        this.invalidTokens = invalidTokens;
    }

    /**
     * Exchanges. Completes the request's event, and has everything rolled back when it refuses.
     *
     * @return tokens, or why not; no input makes it throw
     */
    public ExchangeAnswer exchange(ExchangeRequest request) {
        ExchangeAnswer answer = decide(request);
        EventBuilder event = request.caller().event();
        if (answer instanceof Refused refused) {
            session.getTransactionManager().setRollbackOnly();
            event.detail(Details.REASON, refused.reason()).error(refused.event());
        } else {
            event.success();
        }
        ExchangeMetrics.count(session.getContext().getRealm().getName(), answer);
        return answer;
    }

    private ExchangeAnswer decide(ExchangeRequest request) {
        if (request.token().isBlank()) {
            return Refused.because("token_missing", "Give the Firebase ID token");
        }
        Optional<FirebaseIdentityProvider> provider = provider(request);
        if (provider.isEmpty()) {
            return Refused.because("issuer_unknown", "The realm has no provider for this issuer; give subject_issuer");
        }
        request.caller()
                .event()
                .detail(Details.IDENTITY_PROVIDER, provider.get().getConfig().getAlias());
        if (!provider.get().getConfig().isEnabled()) {
            return Refused.because("provider_disabled", "The identity provider is disabled");
        }
        try {
            FirebaseSettings settings = provider.get().settings();
            return eligibility
                    .ofClient(request, provider.get().getConfig().getAlias(), settings)
                    .<ExchangeAnswer>map(refused -> refused)
                    .orElseGet(() -> verified(request, provider.get(), settings));
        } catch (InvalidConfigurationException wrong) {
            LOG.errorf(
                    "Identity provider %s cannot be used: %s",
                    provider.get().getConfig().getAlias(), wrong.getMessage());
            return Refused.because("provider_misconfigured", "The identity provider is not set up for this server");
        } catch (TokenInterceptorException refused) {
            return Refused.of(refused.getError(), "tokens_refused", refused.getDescription());
        }
    }

    private Optional<FirebaseIdentityProvider> provider(ExchangeRequest request) {
        FirebaseProviders providers = new FirebaseProviders(session);
        Optional<FirebaseIdentityProvider> named = request.issuer().flatMap(providers::byAlias);
        if (named.isPresent()
                || request.issuer().filter(issuer -> !isUrl(issuer)).isPresent()) {
            return named;
        }
        return providers.byOrigin(TokenOrigin.peek(request.token()));
    }

    private static boolean isUrl(String issuer) {
        return issuer.startsWith("https://");
    }

    private ExchangeAnswer verified(
            ExchangeRequest request, FirebaseIdentityProvider provider, FirebaseSettings settings) {
        Verdict verdict = provider.verifier(settings).verify(request.token());
        if (verdict instanceof Verdict.Undecided undecided) {
            return Refused.later(
                    "keys_unreachable", "The keys of Firebase cannot be had", UNAVAILABLE, undecided.retryAfter());
        }
        if (verdict instanceof Verdict.Refused refused) {
            return invalidTokens
                    .count(
                            session.getContext().getRealm().getId(),
                            request.caller().address(),
                            settings.limits().invalidTokens())
                    .map(pause -> Refused.later(
                            "too_many_invalid_tokens", "Too many invalid tokens", TOO_MANY_REQUESTS, pause))
                    .orElseGet(() -> Refused.token(refused.refusal()));
        }
        FirebaseIdentity identity = ((Verdict.Genuine) verdict).identity();
        request.caller().event().detail(Details.IDENTITY_PROVIDER_USERNAME, identity.subject());
        if (isOver(identity, settings)) {
            return Refused.because("sign_in_too_old", "Sign in to Firebase again");
        }
        return resolved(request, provider, settings, identity);
    }

    private static boolean isOver(FirebaseIdentity identity, FirebaseSettings settings) {
        Instant end = identity.authTime().plus(settings.limits().session());
        return !KeycloakClock.INSTANCE.instant().isBefore(end);
    }

    private ExchangeAnswer resolved(
            ExchangeRequest request,
            FirebaseIdentityProvider provider,
            FirebaseSettings settings,
            FirebaseIdentity identity) {
        if (settings.limits().replay() == Replay.ONCE && !useUp(request, identity)) {
            return Refused.because("token_used", "The token has been exchanged before");
        }
        Resolution resolution = new UserLinker(session, provider.getConfig(), settings)
                .resolve(identity, request.caller().event());
        if (resolution instanceof Resolution.LinkRequired link) {
            return Refused.linkRequired(link.ticket());
        }
        if (!(resolution instanceof Resolution.Known known)) {
            return Refused.because("user_unknown", "Nobody is known by this token, and nobody is registered by it");
        }
        UserModel user = known.user();
        request.caller().event().user(user).detail(Details.USERNAME, user.getUsername());
        Optional<Refused> closed = eligibility.ofUser(user);
        return closed.isPresent()
                ? closed.get()
                : answered(
                        request, settings, user, identity, provider.getConfig().getAlias());
    }

    private ExchangeAnswer answered(
            ExchangeRequest request,
            FirebaseSettings settings,
            UserModel user,
            FirebaseIdentity identity,
            String alias) {
        AccountStatus status = AccountStatus.of(user);
        request.caller().event().detail("account_status", status.id());
        if (status != AccountStatus.ACTIVE) {
            FirebaseIdentity.Email email = identity.email();
            String token = new LimitedTokens(session)
                    .issue(user, request.caller().client(), email == null ? null : email.address());
            return new ExchangeAnswer.Limited(token, status, LimitedTokens.LIFE);
        }
        return eligibility
                .ofConsent(request, user)
                .<ExchangeAnswer>map(refused -> refused)
                .orElseGet(() -> new TokenIssuer(session, settings).issue(request, user, identity, alias));
    }

    /** Only a genuine token gets here, so nobody uses up another's by a bad signature. */
    private boolean useUp(ExchangeRequest request, FirebaseIdentity identity) {
        Duration rest = Duration.between(KeycloakClock.INSTANCE.instant(), identity.expires())
                .plus(CLOCK_SKEW);
        String realm = session.getContext().getRealm().getId();
        return session.getProvider(SingleUseObjectProvider.class)
                .putIfAbsent(USED + TokenFingerprint.of(realm, "", request.token()), Math.max(1, rest.toSeconds()));
    }
}
