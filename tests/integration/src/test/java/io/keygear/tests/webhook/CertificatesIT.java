package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.PlainRealm;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.TestAuthority;
import io.keygear.tests.server.TestCertificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** A receiver that cannot show who it is gets nothing, and the delivery waits until it can. */
@KeygearTest(server = Fenced.class, realm = PlainRealm.class)
final class CertificatesIT {

    private static final String OURS = "ip:" + Fenced.ADDRESS;

    private final RealmFixture realm;

    CertificatesIT(RealmFixture realm) {
        this.realm = realm;
    }

    @Test
    void a_certificate_of_a_trusted_authority_is_delivered_to() {
        try (Endpoints endpoints = behind(TestAuthority.certified(OURS))) {
            String id = endpoints.add("/tls", List.of("admin.user.create"), Map.of());
            realm.newPerson("certified", user -> {});

            endpoints.rows(id).awaitDelivered(1, Duration.ofSeconds(30));
            assertThat(endpoints.rows(id).attempts()).isEqualTo(1);
        }
    }

    @Test
    void one_that_signed_itself_is_shown_nothing() {
        isShownNothing("self-signed", TestCertificate.context());
    }

    @Test
    void one_of_another_host_is_shown_nothing() {
        isShownNothing("another-host", TestAuthority.certified("dns:other.example"));
    }

    @Test
    void one_that_has_expired_is_shown_nothing() {
        isShownNothing("expired", TestAuthority.expired(OURS));
    }

    private void isShownNothing(String who, SSLContext certificate) {
        try (Endpoints endpoints = behind(certificate)) {
            String id = endpoints.add("/tls", List.of("admin.user.create"), Map.of());
            realm.newPerson(who, user -> {});

            Rows rows = endpoints.rows(id);
            rows.awaitAttempts(2, "tls", 0);
            assertThat(rows.attempts("tls", 0)).isEqualTo(rows.attempts());
            assertThat(rows.pending()).isEqualTo(1);
            assertThat(endpoints.receiver().connections()).isGreaterThanOrEqualTo(2);
            assertThat(endpoints.receiver().hooks()).isEmpty();
        }
    }

    private Endpoints behind(SSLContext certificate) {
        return new Endpoints(realm, Receiver.listen(certificate, Fenced.ADDRESS, Fenced.ADDRESS));
    }
}
