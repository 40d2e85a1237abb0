package io.keygear.sms.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keygear.spi.sms.SmsMessage;
import io.keygear.spi.sms.SmsOutcome;
import io.keygear.spi.sms.TextSender;
import io.keygear.testkit.StandInServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;

class LogSmsSenderTest {

    private static final String PROFILE = "kc.profile";

    private final LogSmsSenderFactory factory = new LogSmsSenderFactory();
    private final StandInServer server = new StandInServer("", Map.of());
    private final ComponentModel model = StandInServer.component(Map.of());

    @AfterEach
    void stop() {
        System.clearProperty(PROFILE);
        server.close();
    }

    @Test
    void writesOneLinePerMessage() {
        System.setProperty(PROFILE, "dev");
        Lines lines = new Lines();
        Logger logger = Logger.getLogger(LogSmsSender.class.getName());
        logger.addHandler(lines);
        TextSender sender = (TextSender) factory.create(server.session(), model);

        SmsOutcome outcome = sender.send(new SmsMessage(
                "m-1", "+447700900101", "Code 123456\r\n\n@host #123456\u001b[1m", Duration.ZERO, Instant.EPOCH));

        logger.removeHandler(lines);
        assertThat(outcome).isEqualTo(new SmsOutcome.Accepted("m-1"));
        assertThat(lines.written).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.INFO);
            assertThat(line.getMessage().formatted(line.getParameters()))
                    .isEqualTo("SMS to +447700900101: Code 123456 | @host #123456?[1m");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "nonserver", "import_export", "development", ""})
    void refusesOutsideDevelopment(String profile) {
        System.setProperty(PROFILE, profile);

        assertThatThrownBy(() -> factory.validateConfiguration(server.session(), StandInServer.realm(), model))
                .isInstanceOf(ComponentValidationException.class)
                .hasMessageContaining("start-dev");
        assertThatThrownBy(() -> factory.create(server.session(), model))
                .isInstanceOf(ComponentValidationException.class);
    }

    @Test
    void isTakenInDevelopment() {
        System.setProperty(PROFILE, "dev");

        assertThatCode(() -> factory.validateConfiguration(server.session(), StandInServer.realm(), model))
                .doesNotThrowAnyException();
    }

    private static final class Lines extends Handler {
        private final List<LogRecord> written = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            written.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
