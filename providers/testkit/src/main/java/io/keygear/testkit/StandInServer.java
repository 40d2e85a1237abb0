package io.keygear.testkit;

import io.keygear.kit.http.OutboundHttp;
import io.keygear.kit.http.OutboundHttpSpi;
import io.keygear.kit.http.PinnedOutboundHttpFactory;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.keycloak.Config;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.vault.DefaultVaultRawSecret;
import org.keycloak.vault.DefaultVaultTranscriber;
import org.keycloak.vault.VaultProvider;
import org.keycloak.vault.VaultRawSecret;

/** As much of a Keycloak server as a sender's factory sees: outbound HTTP and a vault with a few entries. */
public final class StandInServer implements AutoCloseable {

    private static final String ALLOWED = "keycloak.outbound-http.default.allowed-private-addresses";

    private final PinnedOutboundHttpFactory factory = new PinnedOutboundHttpFactory();
    private final Map<String, String> vault;
    private final AtomicInteger generation = new AtomicInteger();

    /** A server that may call the given address blocks. */
    public StandInServer(String allowed, Map<String, String> vault) {
        this.vault = vault;
        System.setProperty(ALLOWED, allowed);
        factory.init(Config.scope(OutboundHttpSpi.NAME, PinnedOutboundHttpFactory.ID));
        factory.postInit(null);
        System.clearProperty(ALLOWED);
    }

    /** Ends every session made so far: whoever keeps one and asks it for something fails from now on. */
    public void endSessions() {
        generation.incrementAndGet();
    }

    /** A session that knows what a sender's factory asks for, and nothing else. */
    public KeycloakSession session() {
        int own = generation.get();
        return (KeycloakSession) Proxy.newProxyInstance(
                KeycloakSession.class.getClassLoader(),
                new Class<?>[] {KeycloakSession.class},
                (proxy, method, arguments) -> own != generation.get()
                        ? over()
                        : switch (method.getName()) {
                            case "getProvider" -> provider((Class<?>) arguments[0]);
                            case "vault" -> new DefaultVaultTranscriber(new Vault());
                            default -> throw new UnsupportedOperationException(method.getName());
                        });
    }

    /** A realm that nobody asks anything. */
    public static RealmModel realm() {
        return (RealmModel) Proxy.newProxyInstance(
                RealmModel.class.getClassLoader(), new Class<?>[] {RealmModel.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    /** A component with the given options. */
    public static ComponentModel component(Map<String, String> options) {
        ComponentModel model = new ComponentModel();
        options.forEach((key, value) -> model.getConfig().putSingle(key, value));
        return model;
    }

    @Override
    public void close() {
        factory.close();
    }

    private static Object over() {
        throw new IllegalStateException("This session is over: resolve what is needed when the sender is made");
    }

    private OutboundHttp provider(Class<?> type) {
        if (type != OutboundHttp.class) {
            throw new UnsupportedOperationException(type.getName());
        }
        return factory.create(null);
    }

    private final class Vault implements VaultProvider {
        @Override
        public VaultRawSecret obtainSecret(String entry) {
            return DefaultVaultRawSecret.forBuffer(Optional.ofNullable(vault.get(entry))
                    .map(secret -> ByteBuffer.wrap(secret.getBytes(StandardCharsets.UTF_8))));
        }

        @Override
        public void close() {}
    }
}
