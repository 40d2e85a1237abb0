package io.keygear.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.LogContext;

/** Everything that anybody logs at any level while it is open, whichever of the two log managers it goes to. */
public final class RecordedLog extends Handler implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Map<Logger, Level> levels = new HashMap<>();

    /** Begins. */
    public RecordedLog() {
        setLevel(Level.ALL);
        List<Logger> roots = new ArrayList<>(
                List.of(Logger.getLogger(""), LogContext.getLogContext().getLogger("")));
        for (Logger root : roots) {
            levels.put(root, root.getLevel());
            root.setLevel(Level.ALL);
            root.addHandler(this);
        }
    }

    /** One text for each line: logger, message, parameters and what was thrown. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord line) {
        StringBuilder text = new StringBuilder(line.getLoggerName() + " " + line.getMessage());
        if (line.getParameters() != null) {
            text.append(' ').append(Arrays.deepToString(line.getParameters()));
        }
        for (Throwable thrown = line.getThrown(); thrown != null; thrown = thrown.getCause()) {
            text.append(' ').append(thrown);
        }
        lines.add(text.toString());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        levels.forEach((root, level) -> {
            root.removeHandler(this);
            root.setLevel(level);
        });
    }
}
