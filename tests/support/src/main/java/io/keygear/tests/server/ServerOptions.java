package io.keygear.tests.server;

import java.util.Map;
import java.util.TreeMap;

/** What every server of the tests is started with. */
final class ServerOptions {

    /** Fakes run beside the server, so on addresses no sender may reach elsewhere. */
    private static final String PRIVATE = "127.0.0.0/8,::1/128,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16";

    private ServerOptions() {}

    static Map<String, String> common(ServerConfig config) {
        Map<String, String> options = new TreeMap<>();
        options.put("KC_BOOTSTRAP_ADMIN_USERNAME", KeycloakServer.ADMIN);
        options.put("KC_BOOTSTRAP_ADMIN_PASSWORD", KeycloakServer.ADMIN);
        options.put("KC_HEALTH_ENABLED", "true");
        options.put("KC_METRICS_ENABLED", "true");
        options.put("KC_FEATURES", "declarative-ui");
        options.put("KC_LOG_LEVEL", "INFO,io.keygear:TRACE,com.twilio:TRACE");
        options.put("KC_SPI_OUTBOUND_HTTP__DEFAULT__ALLOWED_PRIVATE_ADDRESSES", PRIVATE);
        if (config.mode() == ServerConfig.Mode.DEV) {
            options.put("KC_DB", "dev-mem");
        }
        if (config.mode() == ServerConfig.Mode.CLUSTER) {
            options.put("KC_TRUSTSTORE_PATHS", TestCertificate.pem().toString());
        }
        options.putAll(config.options());
        return options;
    }
}
