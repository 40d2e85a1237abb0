package io.keygear.verification.sender;

import io.keygear.kit.config.ConfigSource;
import io.keygear.spi.sms.SmsFailure;
import io.keygear.spi.sms.SmsSender;
import io.keygear.spi.sms.SmsSenderFactory;
import io.keygear.spi.sms.SmsSenderOptions;
import io.keygear.spi.sms.VerifyCheck;
import io.keygear.spi.sms.VerifyService;
import io.keygear.spi.sms.VerifyVerdict;
import io.keygear.verification.sender.SenderChain.Link;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;

/** The SMS senders of a realm: its enabled components of the type {@link SmsSender}. */
public final class SmsSenders implements Provider {

    private static final Logger LOG = Logger.getLogger(SmsSenders.class);

    private final KeycloakSession session;
    private final SenderMachinery machinery;

    SmsSenders(KeycloakSession session, SenderMachinery machinery) {
        this.session = session;
        this.machinery = machinery;
    }

    /**
     * The senders for a country in the order of their priority.
     *
     * @param first the name of the one that comes before all others, if it sends to that country
     */
    public SenderChain chain(RealmModel realm, String country, Optional<String> first) {
        return chain(
                realm,
                enabled(realm)
                        .filter(component -> isFor(component, country))
                        .sorted(Comparator.comparing(component -> !first.equals(Optional.of(component.getName())))));
    }

    /** One sender alone, by its name, for any country and enabled or not: an administrator tries it. */
    public SenderChain only(RealmModel realm, String name) {
        return chain(
                realm,
                realm.getComponentsStream(realm.getId(), SmsSender.class.getName())
                        .filter(component -> name.equals(component.getName())));
    }

    private SenderChain chain(RealmModel realm, Stream<ComponentModel> components) {
        List<Link> links = components
                .flatMap(component -> sender(realm, component).stream()
                        .map(sender ->
                                new Link(component.getId(), component.getName(), sender, machinery.circuit(component))))
                .toList();
        return new SenderChain(links, machinery.wall());
    }

    /** One sender by its component's id, enabled or not; empty when it is no longer there or cannot be used. */
    public Optional<SmsSender> find(RealmModel realm, String componentId) {
        return component(realm, componentId).flatMap(component -> sender(realm, component));
    }

    /** What the administrator calls a sender; empty when it is no longer there. */
    public Optional<String> name(RealmModel realm, String componentId) {
        return component(realm, componentId).map(ComponentModel::getName);
    }

    /**
     * Has the service that made a code compare it. The person waits in a worker thread, so few may do so at a time: a
     * service that hangs leaves the other threads alone.
     */
    public VerifyVerdict check(RealmModel realm, String componentId, String id, String deliveryId, String code) {
        Optional<ComponentModel> component = component(realm, componentId);
        Optional<VerifyService> service = component
                .flatMap(known -> sender(realm, known))
                .filter(VerifyService.class::isInstance)
                .map(VerifyService.class::cast);
        if (service.isEmpty()) {
            return new VerifyVerdict.Unclear(SmsFailure.CONFIG, "no-sender");
        }
        Circuit circuit = machinery.circuit(component.get());
        if (!circuit.admits(machinery.wall().instant())) {
            return new VerifyVerdict.Unclear(SmsFailure.PROVIDER_DOWN, "circuit-open");
        }
        if (!machinery.checks().tryAcquire()) {
            return new VerifyVerdict.Unclear(SmsFailure.PROVIDER_DOWN, "busy");
        }
        try {
            Instant deadline = machinery.wall().instant().plus(SenderChain.LONGEST);
            return noted(circuit, service.get().check(new VerifyCheck(id, deliveryId, code, deadline)));
        } finally {
            machinery.checks().release();
        }
    }

    /** How long the codes of a service are that makes its own; empty when it does not say, or is no such service. */
    public OptionalInt codeLength(RealmModel realm, String componentId) {
        Instant deadline = machinery.wall().instant().plus(SenderChain.LONGEST);
        return component(realm, componentId)
                .flatMap(known -> sender(realm, known))
                .filter(VerifyService.class::isInstance)
                .map(service -> ((VerifyService) service).codeLength(deadline))
                .orElseGet(OptionalInt::empty);
    }

    private VerifyVerdict noted(Circuit circuit, VerifyVerdict verdict) {
        if (verdict instanceof VerifyVerdict.Unclear unclear && unclear.failure() == SmsFailure.PROVIDER_DOWN) {
            circuit.failed(machinery.wall().instant());
        } else {
            circuit.succeeded();
        }
        return verdict;
    }

    private static Stream<ComponentModel> enabled(RealmModel realm) {
        return realm.getComponentsStream(realm.getId(), SmsSender.class.getName())
                .filter(component -> SmsSenderOptions.ENABLED.read(ConfigSource.of(component)))
                .sorted(Comparator.comparing((ComponentModel component) ->
                                SmsSenderOptions.PRIORITY.read(ConfigSource.of(component)))
                        .thenComparing(ComponentModel::getName));
    }

    private static boolean isFor(ComponentModel component, String country) {
        Set<String> countries =
                SmsSenderOptions.COUNTRIES.find(ConfigSource.of(component)).orElse(Set.of());
        return countries.isEmpty() || countries.contains(country);
    }

    private static Optional<ComponentModel> component(RealmModel realm, String id) {
        return Optional.ofNullable(realm.getComponent(id))
                .filter(component -> SmsSender.class.getName().equals(component.getProviderType()));
    }

    private Optional<SmsSender> sender(RealmModel realm, ComponentModel component) {
        SmsSenderFactory factory = (SmsSenderFactory)
                session.getKeycloakSessionFactory().getProviderFactory(SmsSender.class, component.getProviderId());
        if (factory == null) {
            LOG.errorf(
                    "realm=%s has the SMS sender '%s', but no provider '%s' is installed",
                    realm.getName(), component.getName(), component.getProviderId());
            return Optional.empty();
        }
        try {
            return Optional.of(factory.create(session, component));
        } catch (ComponentValidationException wrong) {
            LOG.errorf(
                    "realm=%s cannot use the SMS sender '%s': %s",
                    realm.getName(), component.getName(), wrong.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void close() {}
}
