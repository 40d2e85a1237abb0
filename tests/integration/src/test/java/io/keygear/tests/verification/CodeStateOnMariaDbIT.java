package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.OnMariaDb;
import io.keygear.tests.gateway.TwilioBehaviour;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.People.Owner;
import org.junit.jupiter.api.Test;

/** The same on a database where the assignments of one statement see each other, and transactions what they saw first. */
@KeygearTest(server = OnMariaDb.class, realm = TwoNodesIT.Setup.class)
final class CodeStateOnMariaDbIT extends CodeStateIT {

    CodeStateOnMariaDbIT(RealmFixture realm) {
        super(realm);
    }

    @Test
    void what_became_of_a_message_is_written_down() {
        Owner owner = people.withPhone("unreachable");
        sms.behave(owner.number(), TwilioBehaviour.error(21211, 400));

        SendingIT.awaitState(people.afterPassword(owner.person()), "failed");

        assertThat(database.number("select count(*) from KG_CODE_CHALLENGE where DELIVERY = 'failed'"
                        + " and FAILURE is not null and SENDER_ID is not null and SUBJECT = '"
                        + owner.person().id() + "'"))
                .isEqualTo(1);
    }
}
