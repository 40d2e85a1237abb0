package com.example;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A receiver of Keygear's webhooks: verifies each request, takes it once, and answers before it does the work.
 *
 * <p>{@code WEBHOOK_SECRET=whsec_… PORT=3000 mvn compile exec:java}; during a rotation put both secrets into
 * WEBHOOK_SECRET, separated by a space.
 */
public final class WebhookReceiver {

    private final List<Webhook> webhooks;
    /** In production: a table with webhook-id as its key. */
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    private WebhookReceiver(List<Webhook> webhooks) {
        this.webhooks = webhooks;
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
        server.createContext("/", new WebhookReceiver(webhooks)::receive);
        server.start();
        System.out.println("listening on " + server.getAddress().getPort());
    }

    private void receive(HttpExchange request) throws IOException {
        // The exact text: parse it only after it was verified.
        String body = new String(request.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, List<String>> headers = new HashMap<>();
        request.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        boolean signed = webhooks.stream().anyMatch(webhook -> isSignedFor(webhook, body, headers));
        request.sendResponseHeaders(signed ? 204 : 401, -1);
        request.close();
        if (signed && seen.add(request.getRequestHeaders().getFirst("webhook-id"))) {
            handle(body);
        }
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
