package io.keygear.tests.gateway;

import io.keygear.tests.gateway.TwilioBehaviour.Accept;
import io.keygear.tests.gateway.TwilioBehaviour.FailAfterTaking;
import io.keygear.tests.gateway.TwilioBehaviour.Hang;
import io.keygear.tests.gateway.TwilioBehaviour.Refuse;
import io.keygear.tests.gateway.TwilioBehaviour.ResetBeforeBody;
import io.keygear.tests.gateway.TwilioBehaviour.SlowDrip;
import io.keygear.tests.gateway.TwilioBehaviour.Unavailable;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that speaks Twilio's Messages API as documented, on a port of its own. It takes messages, checks
 * credentials and parameters, and can misbehave in the ways that matter to a sender, for all numbers or for one.
 * Twilio's codes and texts are imitated, the text of its answers repeats the number as the real ones do.
 */
public final class FakeTwilio implements AutoCloseable {

    /** The one account there is. */
    public static final String ACCOUNT_SID = "ACfa1ce0acfa1ce0acfa1ce0acfa1ce0ac";
    /** The account's own password. */
    public static final String AUTH_TOKEN = "fake1auth2token3fake1auth2token3";
    /** The account's one API key. */
    public static final String API_KEY_SID = "SKfa1ce05cfa1ce05cfa1ce05cfa1ce05c";
    /** The password of the API key. */
    public static final String API_KEY_SECRET = "fakeApiKeySecretFakeApiKeySecret";
    /** A messaging service; any other is taken too. */
    public static final String MESSAGING_SERVICE_SID = "MGfa1ce03efa1ce03efa1ce03efa1ce03e";
    /** The one Verify service there is. */
    public static final String VERIFY_SERVICE_SID = "VAfa1ce03efa1ce03efa1ce03efa1ce03e";
    /** A number to send from; any other is taken too. */
    public static final String FROM = "+447700900999";

    private static final Pattern CODE = Pattern.compile("(?<!\\d)\\d{6}(?!\\d)");

    private final ServerSocket listener;
    private final Thread acceptor = daemon(this::accept);
    private final ExecutorService threads = Executors.newCachedThreadPool(FakeTwilio::daemon);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final TakenMessages taken = new TakenMessages();
    private final AtomicInteger requests = new AtomicInteger();
    private final Map<String, TwilioBehaviour> byNumber = new ConcurrentHashMap<>();
    private final VerifyApi verify = new VerifyApi();
    private volatile TwilioBehaviour checking = TwilioBehaviour.accept();
    private volatile TwilioBehaviour behaviour = TwilioBehaviour.accept();

    private FakeTwilio(InetAddress address) throws IOException {
        listener = new ServerSocket(0, 500, address);
        acceptor.start();
    }

    /** Starts on 127.0.0.1 and a free port. */
    public static FakeTwilio start() {
        return start(InetAddress.getLoopbackAddress());
    }

    /** Starts on the given address and a free port. */
    public static FakeTwilio start(InetAddress address) {
        try {
            return new FakeTwilio(address);
        } catch (IOException occupied) {
            throw new UncheckedIOException(occupied);
        }
    }

    /** What a sender takes as its base URL. */
    public URI baseUrl() {
        String host = listener.getInetAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + listener.getLocalPort());
    }

    /** How every number without a behaviour of its own is treated from now on. */
    public void behave(TwilioBehaviour always) {
        behaviour = always;
    }

    /** How one number is treated from now on. */
    public void behave(String number, TwilioBehaviour always) {
        byNumber.put(number, always);
    }

    /** How Verify treats codes that it is asked to compare from now on. */
    public void behaveOnCheck(TwilioBehaviour always) {
        checking = always;
    }

    /** Forgets messages, counts and behaviours. */
    public void reset() {
        checking = TwilioBehaviour.accept();
        behaviour = TwilioBehaviour.accept();
        byNumber.clear();
        requests.set(0);
        taken.clear();
    }

    /** How many requests have come, whatever became of them. */
    public int requests() {
        return requests.get();
    }

    /** The messages taken so far, in order; those whose sender was told of a failure included. */
    public List<TwilioMessage> messages() {
        return taken.all();
    }

    /** The messages taken so far for one number. */
    public List<TwilioMessage> messagesTo(String number) {
        return messages().stream()
                .filter(message -> message.to().equals(number))
                .toList();
    }

    /**
     * Waits for a message to the number that no earlier call of this method returned.
     *
     * @throws AssertionError when none comes in time
     */
    public TwilioMessage awaitMessageTo(String number, Duration timeout) {
        return taken.await(number, timeout);
    }

    /**
     * The first number of exactly six digits in a message.
     *
     * @throws AssertionError when there is none
     */
    public static String codeIn(TwilioMessage message) {
        Matcher code = CODE.matcher(message.body());
        if (!code.find()) {
            throw new AssertionError("No code of six digits in: " + message.body());
        }
        return code.group();
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
        } catch (IOException alreadyClosed) {
            throw new UncheckedIOException(alreadyClosed);
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
            InputStream in = new BufferedInputStream(socket.getInputStream());
            RawRequest request = RawRequest.read(in);
            while (!request.isEnd()) {
                requests.incrementAndGet();
                answer(socket, request);
                request = RawRequest.read(in);
            }
        } catch (IOException gone) {
            // the sender gave up, which is what many tests are about
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private void answer(Socket socket, RawRequest request) throws IOException, InterruptedException {
        if (behaviour instanceof ResetBeforeBody) {
            reset(socket);
            return;
        }
        Optional<RawAnswer> refused = MessagesApi.refuseHead(request);
        Map<String, String> form = request.form();
        boolean check = request.path().equals(VerifyApi.CHECK);
        boolean start = request.path().equals(VerifyApi.START);
        if (!check) {
            refused = refused.or(() -> start ? VerifyApi.refuseStart(form) : MessagesApi.refuseForm(form));
        }
        if (refused.isPresent()) {
            refused.get().write(socket.getOutputStream());
        } else if (check) {
            answer(socket, verify.check(form), checking);
        } else {
            treat(socket, start ? verify.start(form) : MessagesApi.message(form), start);
        }
    }

    private void treat(Socket socket, TwilioMessage message, boolean verification)
            throws IOException, InterruptedException {
        TwilioBehaviour chosen = byNumber.getOrDefault(message.to(), behaviour);
        if (chosen instanceof Refuse refuse) {
            String text = "Refused for " + message.to();
            MessagesApi.error(refuse.code(), refuse.status(), text).write(socket.getOutputStream());
        } else if (chosen instanceof Unavailable) {
            new RawAnswer(503, "text/html", "<html>upstream connect error</html>").write(socket.getOutputStream());
        } else if (chosen instanceof ResetBeforeBody) {
            reset(socket);
        } else {
            taken.take(message);
            answer(socket, verification ? VerifyApi.created(message) : MessagesApi.created(message), chosen);
        }
    }

    private static void answer(Socket socket, RawAnswer created, TwilioBehaviour chosen)
            throws IOException, InterruptedException {
        if (chosen instanceof Accept) {
            created.write(socket.getOutputStream());
        } else if (chosen instanceof FailAfterTaking) {
            MessagesApi.error(20500, 500, "Internal Server Error").write(socket.getOutputStream());
        } else if (chosen instanceof Hang hang) {
            Thread.sleep(hang.time().toMillis());
            created.write(socket.getOutputStream());
        } else if (chosen instanceof SlowDrip drip) {
            created.drip(socket.getOutputStream(), drip.pause());
        } else if (chosen instanceof Refuse refuse) {
            MessagesApi.error(refuse.code(), refuse.status(), "Refused").write(socket.getOutputStream());
        } else {
            reset(socket);
        }
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "fake-twilio");
        thread.setDaemon(true);
        return thread;
    }
}
