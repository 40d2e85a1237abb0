package com.example;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A receiver of Keygear's webhooks: verifies each request, stores it once, answers, and does the work afterwards.
 *
 * <p>{@code WEBHOOK_SECRET=whsec_… PORT=3000 mvn compile exec:java}; during a rotation put both secrets into
 * WEBHOOK_SECRET, separated by a space.
 */
public final class WebhookReceiver {

    private final List<Webhook> webhooks;
    /**
     * In production: a table with webhook-id as its key and the event beside it. Here a line holds both, so that a crash
     * leaves both or neither; after an answer of 2xx the event is not sent again.
     */
    private final FileChannel journal;

    private final Set<String> stored = new HashSet<>();

    private WebhookReceiver(List<Webhook> webhooks, Path file) throws IOException {
        this.webhooks = webhooks;
        this.journal = FileChannel.open(file, CREATE, WRITE, APPEND);
        try (Stream<String> lines = Files.lines(file)) {
            lines.forEach(line -> stored.add(line.split("\t", 2)[0]));
        }
        write(""); // ends a line that a crash has cut
    }

    public static void main(String[] arguments) throws IOException {
        List<Webhook> webhooks = Stream.of(System.getenv().getOrDefault("WEBHOOK_SECRET", "").split(" "))
                .filter(secret -> !secret.isBlank())
                .map(Webhook::new)
                .toList();
        if (webhooks.isEmpty()) {
            throw new IllegalArgumentException("WEBHOOK_SECRET is missing: give what creating the endpoint showed");
        }
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "3000"));
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        Path file = Path.of(System.getenv().getOrDefault("JOURNAL", "events.txt"));
        server.createContext("/", new WebhookReceiver(webhooks, file)::receive);
        server.start();
        System.out.println("listening on " + server.getAddress().getPort());
    }

    private void receive(HttpExchange request) throws IOException {
        // The exact text: parse it only after it was verified.
        String body = new String(request.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, List<String>> headers = new HashMap<>();
        request.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        boolean signed = webhooks.stream().anyMatch(webhook -> isSignedFor(webhook, body, headers));
        boolean isNew = signed && store(request.getRequestHeaders().getFirst("webhook-id"), body);
        // Had it failed, there would be no answer, and the event would come again.
        request.sendResponseHeaders(signed ? 204 : 401, -1);
        request.close();
        if (isNew) {
            handle(body);
        }
    }

    /** Whether it is new; when this returns, it is on disk. */
    private synchronized boolean store(String id, String body) throws IOException {
        if (stored.contains(id)) {
            return false;
        }
        write(id + "\t" + body.replace('\n', ' '));
        return stored.add(id);
    }

    private void write(String line) throws IOException {
        journal.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
        journal.force(false);
    }

    private static boolean isSignedFor(Webhook webhook, String body, Map<String, List<String>> headers) {
        try {
            webhook.verify(body, headers);
            return true;
        } catch (WebhookVerificationException wrong) {
            return false;
        }
    }

    private static void handle(String event) {
        System.out.println(event);
    }
}
