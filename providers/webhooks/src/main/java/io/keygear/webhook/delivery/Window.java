package io.keygear.webhook.delivery;

import java.time.Duration;

/**
 * How many deliveries to one endpoint may be under way at once. Opens with every quick answer and halves with every
 * failure, so an endpoint has as many threads as it makes use of, and one that is silent has next to none. Guarded by
 * its {@link Line}.
 */
final class Window {

    private static final int FIRST = 4;
    private static final int SLOW = 8;
    private static final Duration QUICK = Duration.ofSeconds(1);

    private final int widest;
    private int size = FIRST;

    Window(int widest) {
        this.widest = widest;
    }

    int size() {
        return size;
    }

    void succeeded(Duration took) {
        if (took.compareTo(QUICK) < 0) {
            size = Math.min(widest, size + 1);
        } else {
            size = Math.min(size, SLOW);
        }
    }

    void failed() {
        size = Math.max(1, size / 2);
    }

    void restart() {
        size = FIRST;
    }
}
