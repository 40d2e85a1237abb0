package io.keygear.tests.receiver;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * A receiver of webhooks on a port of its own: keeps what it gets, and behaves below each path as it is told. Speaks
 * HTTP/1.1 by hand, so that it can misbehave, and keeps connections alive.
 */
public final class Receiver implements AutoCloseable {

    private static final int HEAD = 64 * 1024;

    private final ServerSocket socket;
    private final String address;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "receiver");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Slot> hooks = new ArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Map<String, Manner> manners = new ConcurrentHashMap<>();

    private Receiver(ServerSocket socket, String scheme, String host) {
        this.socket = socket;
        this.address = scheme + "://" + host + ":" + socket.getLocalPort();
    }

    /** A request in the order in which requests were complete, which is before the other side can go on. */
    private static final class Slot {
        private Hook hook;

        private Slot(Hook hook) {
            this.hook = hook;
        }
    }

    /** How a receiver answers one request. */
    @FunctionalInterface
    public interface Manner {
        /** Writes an answer, or does not; gives the status that went out, 0 for none. */
        int answer(Hook request, OutputStream out) throws IOException, InterruptedException;
    }

    /**
     * Starts one.
     *
     * @param bindAddress where it listens
     * @param host under which the server reaches it
     */
    public static Receiver listen(String bindAddress, String host) {
        return listen(ServerSocketFactory.getDefault(), "http", bindAddress, host);
    }

    /** Starts one that speaks TLS with the certificate of a context. */
    public static Receiver listen(SSLContext tls, String bindAddress, String host) {
        return listen(tls.getServerSocketFactory(), "https", bindAddress, host);
    }

    private static Receiver listen(ServerSocketFactory sockets, String scheme, String bindAddress, String host) {
        try {
            ServerSocket socket = sockets.createServerSocket(0, 500, InetAddress.getByName(bindAddress));
            Receiver receiver = new Receiver(socket, scheme, host);
            receiver.threads.execute(receiver::accept);
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many connections were ever opened to it. */
    public int connections() {
        return connections.get();
    }

    /** Its address below a path that begins with a slash. */
    public String url(String path) {
        return address + path;
    }

    /** From now on, requests for this path are answered so; without any, with 204. */
    public void behave(String path, Manner manner) {
        manners.put(path, manner);
    }

    /** Answers with a status and headers, at once. */
    public static Manner status(int status, String... headers) {
        return (request, out) -> {
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return status;
        };
    }

    /** Answers with this text. */
    public static Manner text(int status, String text) {
        return (request, out) -> {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            String head = "HTTP/1.1 " + status + " X\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
                    + body.length + "\r\n\r\n";
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            return status;
        };
    }

    /** Takes its time, then does as another. */
    public static Manner after(Duration time, Manner then) {
        return (request, out) -> {
            Thread.sleep(time.toMillis());
            return then.answer(request, out);
        };
    }

    /** Everything that came, oldest first. */
    public List<Hook> hooks() {
        synchronized (hooks) {
            return hooks.stream().map(slot -> slot.hook).toList();
        }
    }

    /** What came below one path. */
    public List<Hook> hooks(String path) {
        return hooks().stream().filter(hook -> hook.path().equals(path)).toList();
    }

    /** Forgets what came so far. */
    public void clear() {
        synchronized (hooks) {
            hooks.clear();
        }
    }

    /** Waits until as many requests came that fit; fails after half a minute. */
    public List<Hook> await(int count, Predicate<Hook> wanted) {
        return await(count, Duration.ofSeconds(30), wanted);
    }

    /** Waits until as many requests came that fit. */
    public List<Hook> await(int count, Duration patience, Predicate<Hook> wanted) {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (hooks) {
            List<Hook> found = hooks().stream().filter(wanted).toList();
            while (found.size() < count) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("Of " + count + " requests came " + found.size() + ", in all "
                            + hooks.size() + ": "
                            + hooks().stream()
                                    .limit(20)
                                    .map(h -> h.path() + " " + h.type())
                                    .toList());
                }
                try {
                    hooks.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
                found = hooks().stream().filter(wanted).toList();
            }
            return found;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket one : open) {
                one.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void accept() {
        try {
            while (!socket.isClosed()) {
                Socket client = socket.accept();
                client.setTcpNoDelay(true);
                open.add(client);
                connections.incrementAndGet();
                threads.execute(() -> serve(client));
            }
        } catch (IOException closed) {
            // as intended
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            Hook request = read(in);
            while (request != null) {
                Manner manner = manners.getOrDefault(request.path(), status(204));
                Slot slot = keep(request);
                int status = 0;
                try {
                    status = manner.answer(request, out);
                } catch (IOException gone) {
                    return;
                } finally {
                    answered(slot, status);
                }
                if (status == 0) {
                    return;
                }
                request = read(in);
            }
        } catch (IOException gone) {
            // the other side has closed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private Slot keep(Hook request) {
        synchronized (hooks) {
            Slot slot = new Slot(at(request, 0));
            hooks.add(slot);
            hooks.notifyAll();
            return slot;
        }
    }

    private void answered(Slot slot, int status) {
        synchronized (hooks) {
            slot.hook = new Hook(slot.hook.path(), slot.hook.headers(), slot.hook.body(), status, slot.hook.at());
            hooks.notifyAll();
        }
    }

    private static Hook at(Hook request, int status) {
        return new Hook(request.path(), request.headers(), request.body(), status, System.nanoTime());
    }

    private static @org.jspecify.annotations.Nullable Hook read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0;
        for (int next = in.read(); next >= 0 && head.size() < HEAD; next = in.read()) {
            head.write(next);
            last = next == '\n' ? last + 1 : next == '\r' ? last : 0;
            if (last == 2) {
                break;
            }
        }
        String[] lines = head.toString(StandardCharsets.ISO_8859_1).split("\r\n", -1);
        String[] start = lines[0].split(" ", -1);
        if (start.length < 2) {
            return null;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Hook(start[1], headers, new String(body, StandardCharsets.UTF_8), 0, 0);
    }
}
