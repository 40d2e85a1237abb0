package io.keygear.tests.verification;

import io.keygear.tests.inbox.Inbox;
import io.keygear.tests.inbox.Mail;
import io.keygear.tests.server.RealmFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The mailboxes of a realm's people. */
final class Mails implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Inbox inbox;
    private final Map<String, Integer> read = new HashMap<>();

    private Mails(Inbox inbox) {
        this.inbox = inbox;
    }

    /** Makes an inbox of its own the mail server of {@code realm}. */
    static Mails of(RealmFixture realm) {
        Inbox inbox = Inbox.listen(realm.server().bindAddress());
        realm.mailTo(inbox);
        return new Mails(inbox);
    }

    /** The next mail to an address that this was not asked for yet. */
    Mail next(String address) {
        int index = read.merge(address, 1, Integer::sum) - 1;
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            List<Mail> mails = inbox.mailsTo(address);
            if (mails.size() > index) {
                return mails.get(index);
            }
            Thread.onSpinWait();
        }
        throw new AssertionError(
                "No mail number " + (index + 1) + " to " + address + " came, there are " + inbox.mailsTo(address));
    }

    /** The code in the next mail to an address. */
    String codeTo(String address) {
        return next(address).code();
    }

    /** How many mails an address got. */
    int sentTo(String address) {
        return inbox.mailsTo(address).size();
    }

    @Override
    public void close() {
        inbox.close();
    }
}
