package io.keygear.tests;

import io.keygear.tests.server.ServerConfig;

/** One node on MariaDB, and so on MySQL's dialect of everything; webhooks are tried again after a second. */
public final class OnMariaDb implements ServerConfig.Source {
    @Override
    public ServerConfig config() {
        return ServerConfig.single("mariadb")
                .onMariaDb()
                .with("KC_SPI_WEBHOOK_DISPATCH__DEFAULT__RETRIES", "1" + ",1".repeat(120))
                .with("KC_SPI_WEBHOOK_DISPATCH__DEFAULT__SWEEP_INTERVAL", "1");
    }
}
