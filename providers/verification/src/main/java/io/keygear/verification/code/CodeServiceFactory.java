package io.keygear.verification.code;

import io.keygear.kit.config.ConfigOption;
import io.keygear.kit.config.ConfigSource;
import io.keygear.kit.jpa.OwnTransaction;
import io.keygear.kit.time.KeycloakClock;
import io.micrometer.core.instrument.Metrics;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.timer.TimerProvider;

/** Makes {@link CodeService}s and keeps what they share: threads that send, and the job that tidies up. */
public final class CodeServiceFactory implements ProviderFactory<CodeService> {

    /** The provider's id, as in server options. */
    public static final String ID = "default";

    static final ConfigOption<Integer> THREADS = ConfigOption.number("delivery-threads", 32, 1, 256)
            .label("Delivery threads")
            .help("How many messages are handed to gateways at the same time, per node.");
    static final ConfigOption<Integer> WAITING = ConfigOption.number("delivery-queue", 500, 1, 100_000)
            .label("Delivery queue")
            .help("How many messages may wait for a delivery thread; more are refused at once.");

    private static final Duration SWEEP_EVERY = Duration.ofMinutes(15);

    private static final String SWEEP = "keygear-code-sweep";

    private int threads;
    private int waiting;
    private @Nullable CodeMachinery machinery;

    @Override
    public CodeService create(KeycloakSession session) {
        return new CodeService(session, Objects.requireNonNull(machinery, "not started"));
    }

    @Override
    public void init(Config.Scope config) {
        threads = THREADS.read(ConfigSource.of(config));
        waiting = WAITING.read(ConfigSource.of(config));
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        OwnTransaction transactions = new OwnTransaction(factory);
        Deliveries deliveries = new Deliveries(transactions);
        CodeJournal journal = new CodeJournal(factory, new CodeMeters(Metrics.globalRegistry));
        Clock wall = Clock.systemUTC();
        machinery = new CodeMachinery(
                new CodeStore(transactions),
                deliveries,
                new CodeDispatcher(threads, waiting, new CodeDispatcher.Records(deliveries, journal), wall),
                journal,
                new SecureRandom(),
                new CodeMachinery.Times(KeycloakClock.INSTANCE, wall));
        CodeHousekeeping housekeeping = new CodeHousekeeping(transactions, KeycloakClock.INSTANCE);
        factory.register(event -> onEvent(event, factory, housekeeping));
    }

    private static void onEvent(ProviderEvent event, KeycloakSessionFactory factory, CodeHousekeeping housekeeping) {
        if (event instanceof PostMigrationEvent) {
            KeycloakModelUtils.runJobInTransaction(
                    factory,
                    session -> session.getProvider(TimerProvider.class)
                            .scheduleTask(sweeping -> housekeeping.sweep(), SWEEP_EVERY.toMillis(), SWEEP));
        } else if (event instanceof UserModel.UserRemovedEvent removed) {
            housekeeping.forgetUser(
                    removed.getKeycloakSession(),
                    removed.getRealm().getId(),
                    removed.getUser().getId());
        } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
            housekeeping.forgetRealm(
                    removed.getKeycloakSession(), removed.getRealm().getId());
        }
    }

    @Override
    public void close() {
        if (machinery != null) {
            machinery.dispatcher().close();
        }
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ConfigOption.properties(THREADS, WAITING);
    }
}
