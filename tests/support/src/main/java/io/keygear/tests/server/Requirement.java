package io.keygear.tests.server;

import io.keygear.tests.page.Browser;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

/** Decides what happens to a test that needs something this machine does not have. */
public final class Requirement {

    private Requirement() {}

    /** Skips the test that is running, and says so, when something is missing; fails it in CI. */
    public static void demand(Optional<String> missing) {
        ConditionEvaluationResult result = result(missing);
        if (result.isDisabled()) {
            String reason = result.getReason().orElse("");
            System.out.println(reason);
            Assumptions.abort(reason);
        }
    }

    static ConditionEvaluationResult browser() {
        return result(Browser.missing());
    }

    static ConditionEvaluationResult database(ServerConfig config) {
        if (config.mode() != ServerConfig.Mode.DEV && Backend.isContainerForced()) {
            return result(Optional.of("no database beside a container; leave the backend to process or auto"));
        }
        return switch (config.store()) {
            case MEMORY -> ConditionEvaluationResult.enabled("needs no database");
            case POSTGRES -> result(Postgres.missing());
            case MARIADB -> result(MariaDb.missing());
        };
    }

    private static ConditionEvaluationResult result(Optional<String> missing) {
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("all there");
        }
        if (inCi()) {
            throw new IllegalStateException("CI may skip nothing, but there is " + missing.get());
        }
        return ConditionEvaluationResult.disabled("Skipped: " + missing.get());
    }

    /** {@code CI=true}, as variable or system property. */
    private static boolean inCi() {
        return Boolean.parseBoolean(System.getProperty("CI", System.getenv().getOrDefault("CI", "false")));
    }
}
