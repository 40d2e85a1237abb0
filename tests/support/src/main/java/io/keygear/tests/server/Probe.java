package io.keygear.tests.server;

import io.keygear.tests.actor.Http;
import io.keygear.tests.actor.HttpForm;
import io.keygear.tests.actor.HttpPage;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** What only a test may do to a server: look into its database, and fail a request at the last moment. */
public final class Probe {

    private final URI realm;

    /** Through a realm of the server. */
    public Probe(URI realm) {
        this.realm = realm;
    }

    /** The one number that a query gives; 0 for null and for no row. */
    public long number(String sql) {
        return Long.parseLong(call("number", sql));
    }

    /** Changes rows; gives how many. */
    public long update(String sql) {
        return Long.parseLong(call("update", sql));
    }

    /** How many queries the server's Hibernate had to translate since this was first asked. */
    public long translated() {
        return ask("/test-database/translated");
    }

    /** Bytes on the server's heap that are no garbage. */
    public long liveHeap() {
        return ask("/test-heap");
    }

    /** Submits a form so that the server does all it would do, and then rolls its transaction back. */
    public static HttpPage rollingBack(HttpForm form) {
        return form.submitWith("X-Test-Rollback", "true");
    }

    private long ask(String path) {
        return Long.parseLong(
                Http.send(HttpRequest.newBuilder(URI.create(realm + path))).body());
    }

    private String call(String what, String sql) {
        HttpResponse<String> answer = Http.send(HttpRequest.newBuilder(URI.create(realm + "/test-database/" + what))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(sql)));
        if (answer.statusCode() != 200) {
            throw new AssertionError(sql + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
