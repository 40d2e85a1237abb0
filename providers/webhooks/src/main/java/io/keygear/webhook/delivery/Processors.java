package io.keygear.webhook.delivery;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** How much the processors of this machine, or of this container, have to do. For one thread. */
final class Processors {

    private static final double BUSY = 0.8;
    private static final long LOOK = Duration.ofSeconds(1).toNanos();

    private final DoubleSupplier load;
    private final LongSupplier nanos;
    private long lookAt;
    private boolean busy;

    /**
     * With a meter of one's own.
     *
     * @param load since it was last asked, from 0 to 1; negative or no number when it does not know
     * @param nanos the time
     */
    Processors(DoubleSupplier load, LongSupplier nanos) {
        this.load = load;
        this.nanos = nanos;
        this.lookAt = nanos.getAsLong();
    }

    /** Those that the JVM sees; on one that does not tell they are never busy. */
    static Processors own() {
        DoubleSupplier load = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system::getCpuLoad
                : () -> -1;
        return new Processors(load, System::nanoTime);
    }

    /** Whether little was left of them lately; looked at once a second at most. */
    boolean areBusy() {
        long now = nanos.getAsLong();
        if (now - lookAt >= 0) {
            lookAt = now + LOOK;
            busy = load.getAsDouble() > BUSY;
        }
        return busy;
    }
}
