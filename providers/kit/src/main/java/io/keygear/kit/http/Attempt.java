package io.keygear.kit.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Objects;
import org.apache.http.HttpConnection;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way: how far it got, and what its deadline has to cut. The calling thread goes through
 * {@link #connecting} and {@link #sending}, the clock's thread runs {@link #expire} whenever it must.
 */
final class Attempt {

    private static final String KEY = Attempt.class.getName();

    private final HttpUriRequest request;
    private final long endsAt;
    private volatile @Nullable HttpConnection connection;
    private volatile boolean expired;
    private volatile boolean sent;

    Attempt(HttpUriRequest request, Duration left) {
        this.request = request;
        this.endsAt = System.nanoTime() + left.toNanos();
    }

    /** The attempt that a context was made for. */
    static Attempt of(HttpContext context) {
        return (Attempt) Objects.requireNonNull(context.getAttribute(KEY));
    }

    HttpClientContext context() {
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(KEY, this);
        return context;
    }

    HttpUriRequest request() {
        return request;
    }

    /** What is left until the deadline, at least a millisecond so that it never means "without limit". */
    Duration left() {
        return Duration.ofNanos(Math.max(1_000_000, endsAt - System.nanoTime()));
    }

    /** A connection is about to be opened. */
    void connecting(HttpConnection opening) throws IOException {
        connection = opening;
        if (expired) {
            opening.shutdown();
            throw new InterruptedIOException("deadline");
        }
    }

    /** The first byte is about to go out; from here on the other side may act on the request. */
    void sending(HttpConnection open) throws IOException {
        connecting(open);
        sent = true;
    }

    boolean sent() {
        return sent;
    }

    boolean expired() {
        return expired;
    }

    /** The deadline has passed: whatever the calling thread waits for ends now. */
    void expire() {
        expired = true;
        abandon();
    }

    /** Gives the connection up instead of reading the rest of an answer from it. */
    void abandon() {
        HttpConnection current = connection;
        if (current != null) {
            try {
                current.shutdown();
            } catch (IOException gone) {
                // closed is what it should be
            }
        }
        request.abort();
    }
}
