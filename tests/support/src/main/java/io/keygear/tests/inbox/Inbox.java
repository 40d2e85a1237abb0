package io.keygear.tests.inbox;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Everybody's mailbox: takes mail for any address. */
public final class Inbox implements AutoCloseable {

    private final GreenMail server;

    private Inbox(GreenMail server) {
        this.server = server;
    }

    /** Listens on a free port of this address. */
    public static Inbox listen(String address) {
        GreenMail server = new GreenMail(new ServerSetup(0, address, ServerSetup.PROTOCOL_SMTP));
        server.start();
        return new Inbox(server);
    }

    /** Of SMTP, without TLS and login. */
    public int port() {
        return server.getSmtp().getPort();
    }

    /** What has come, in order. */
    public List<Mail> mails() {
        return Arrays.stream(server.getReceivedMessages()).map(Mail::of).toList();
    }

    /** What has come for an address. */
    public List<Mail> mailsTo(String address) {
        return mails().stream().filter(mail -> mail.to().contains(address)).toList();
    }

    /** Waits until {@code count} messages in all have come. */
    public List<Mail> await(int count, Duration patience) {
        if (!server.waitForIncomingEmail(patience.toMillis(), count)) {
            throw new AssertionError("Expected " + count + " mails within " + patience + ", there are " + mails());
        }
        return mails();
    }

    @Override
    public void close() {
        server.stop();
    }
}
