package io.keygear.bench;

import io.keygear.tests.server.ServerConfig;

/** One node on PostgreSQL, with the compiler that production has and a log that says little. */
public final class BenchServer implements ServerConfig.Source {

    @Override
    public ServerConfig config() {
        return ServerConfig.single("bench")
                .with("JAVA_OPTS_APPEND", "-Xms1g -Xmx1g -Xlog:disable")
                .with("KC_LOG_LEVEL", "WARN,io.quarkus:INFO");
    }
}
