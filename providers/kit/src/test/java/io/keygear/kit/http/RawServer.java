package io.keygear.kit.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that can be as rude as a test wants: it sees the socket itself. */
final class RawServer implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    /** What to do with one connection, after it was accepted. */
    interface Manners {
        void serve(RawServer server, Socket socket) throws IOException, InterruptedException;
    }

    final List<String> requests = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket listener;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    RawServer(Manners manners) {
        try {
            listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        daemon(() -> accept(manners));
    }

    /** Answers every request on a connection with the same bytes. */
    static RawServer answering(String answer) {
        return new RawServer((server, socket) -> {
            while (server.readRequest(socket)) {
                write(socket, answer);
            }
        });
    }

    URI url(String scheme, String host) {
        return URI.create(scheme + "://" + host + ":" + listener.getLocalPort() + "/path");
    }

    URI url() {
        return url("http", "127.0.0.1");
    }

    /** Reads one request with its body; {@code false} when the other side has gone. */
    boolean readRequest(Socket socket) throws IOException {
        String head = readHead(socket);
        Matcher length = LENGTH.matcher(head);
        byte[] body = socket.getInputStream().readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        if (!head.isEmpty()) {
            requests.add(head + new String(body, StandardCharsets.UTF_8));
        }
        return !head.isEmpty();
    }

    static String readHead(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0) {
            head.write(next);
            if (head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                break;
            }
            next = in.read();
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** Ends a connection the hard way. */
    static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept(Manners manners) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                connections.incrementAndGet();
                daemon(() -> serve(manners, socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Manners manners, Socket socket) {
        try (socket) {
            manners.serve(this, socket);
        } catch (IOException gone) {
            // the caller gave up, which is what many tests are about
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }
}
