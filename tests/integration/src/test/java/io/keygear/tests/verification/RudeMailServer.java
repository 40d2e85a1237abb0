package io.keygear.tests.verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server that takes connections and never finishes its greeting. */
final class RudeMailServer implements AutoCloseable {

    private static final int WAITING = 100;
    private static final long PAUSE = 1000;

    private final ServerSocket socket;
    private final boolean drips;
    private final AtomicInteger taken = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private RudeMailServer(String address, boolean drips) throws IOException {
        this.socket = new ServerSocket(0, WAITING, InetAddress.getByName(address));
        this.drips = drips;
        inBackground(this::accept);
    }

    /** Says nothing at all. */
    static RudeMailServer silent(String address) throws IOException {
        return new RudeMailServer(address, false);
    }

    /** Says a letter every second, for ever. */
    static RudeMailServer dripping(String address) throws IOException {
        return new RudeMailServer(address, true);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** How many connections there were. */
    int taken() {
        return taken.get();
    }

    /** How many there are; a server that drips sees within two seconds that somebody left. */
    int open() {
        return open.size();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                taken.incrementAndGet();
                open.add(connection);
                if (drips) {
                    inBackground(() -> drip(connection));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void drip(Socket connection) {
        try (connection) {
            connection.getOutputStream().write("220 ".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                connection.getOutputStream().write('a');
                Thread.sleep(PAUSE);
            }
        } catch (IOException | InterruptedException left) {
            open.remove(connection);
        }
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "rude mail server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        vanish();
    }

    /** Closes all connections and takes no more. */
    void vanish() {
        try {
            socket.close();
            for (Socket connection : Set.copyOf(open)) {
                connection.close();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
