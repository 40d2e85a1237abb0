package io.keygear.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server on loopback that says to every request what it is told to say, well or badly. */
public final class StubGateway implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length:\\s*(\\d+)\\s*$");

    /** How the gateway treats requests. */
    enum Manner {
        ANSWER,
        /** Reads everything and never answers. */
        HANG,
        /** Reads everything and answers byte by byte, for longer than anybody waits. */
        DRIP,
        /** Reads everything and cuts the connection. */
        RESET,
        /** Cuts the connection when the head of a request has come. */
        RESET_EARLY
    }

    private final ServerSocket listener;
    private final Thread acceptor = daemon(this::accept);
    private final ExecutorService threads = Executors.newCachedThreadPool(StubGateway::daemon);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile StubAnswer answer = StubAnswer.json(200, "{}");
    private volatile Manner manner = Manner.ANSWER;
    private volatile String extraHeader = "";

    /** Starts on a free port. */
    public StubGateway() {
        try {
            listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException occupied) {
            throw new UncheckedIOException(occupied);
        }
        acceptor.start();
    }

    /** Where it listens; no path. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** What it answers from now on. */
    public void answer(StubAnswer always) {
        manner = Manner.ANSWER;
        answer = always;
    }

    void behave(Manner always) {
        manner = always;
    }

    /** Answers that the gateway is somewhere else. */
    void redirect(URI elsewhere) {
        answer(new StubAnswer(307, "text/plain", ""));
        extraHeader = "Location: " + elsewhere + "\r\n";
    }

    /** Every request so far: head and body, and the same once more with its escapes undone. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Is down when this returns: the port refuses connections only when nobody waits for one any more. */
    @Override
    public void close() {
        try {
            listener.close();
            acceptor.join();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            String head = head(socket.getInputStream());
            while (!head.isEmpty() && treat(socket, head)) {
                head = head(socket.getInputStream());
            }
        } catch (IOException gone) {
            // the sender gave up, which is what many cases are about
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    /** Gives whether the connection goes on. */
    private boolean treat(Socket socket, String head) throws IOException, InterruptedException {
        if (manner == Manner.RESET_EARLY) {
            requests.add(head);
            return reset(socket);
        }
        Matcher length = LENGTH.matcher(head);
        byte[] body = socket.getInputStream().readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        String text = new String(body, StandardCharsets.UTF_8);
        requests.add(head + text + "\n" + unescaped(text));
        return switch (manner) {
            case HANG -> hang();
            case RESET -> reset(socket);
            case DRIP -> drip(socket.getOutputStream());
            default -> {
                socket.getOutputStream().write(rendered());
                socket.getOutputStream().flush();
                yield true;
            }
        };
    }

    private byte[] rendered() {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + answer.status() + " Stub\r\nContent-Type: " + answer.contentType() + "\r\n"
                + extraHeader + "Content-Length: " + body.length + "\r\n\r\n";
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(body);
        return all.toByteArray();
    }

    private static boolean hang() throws InterruptedException {
        Thread.sleep(Duration.ofMinutes(1).toMillis());
        return false;
    }

    private static boolean reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
        return false;
    }

    private boolean drip(OutputStream out) throws IOException, InterruptedException {
        for (byte next : rendered()) {
            out.write(next);
            out.flush();
            Thread.sleep(100);
        }
        return false;
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.write(next);
            if (next == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                break;
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** Forms and JSON as a gateway reads them, as far as a text can be found in them afterwards. */
    private static String unescaped(String body) {
        String text = body;
        if (body.contains("%") || body.contains("+")) {
            try {
                text = URLDecoder.decode(body, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException noForm) {
                text = body;
            }
        }
        return text.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "stub-gateway");
        thread.setDaemon(true);
        return thread;
    }
}
