package io.keygear.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who used the processors: the CPU time of every thread so far, by what it is there for. What is done beside requests is
 * seen here however much the requests themselves vary.
 */
public final class CpuBook {

    private static final double NANOS_PER_MILLI = 1e6;

    private final Map<Path, Long> nanos;
    private final Map<Path, Part> parts;

    private CpuBook(Map<Path, Long> nanos, Map<Path, Part> parts) {
        this.nanos = nanos;
        this.parts = parts;
    }

    /** What a thread is there for. */
    public enum Part {
        /** Threads of the server that answer requests. */
        REQUESTS,
        /** Keygear's own. */
        KEYGEAR,
        /** The server's just-in-time compilers: much while it warms up, next to nothing then. */
        COMPILERS,
        /** All others of the server. */
        OTHERS,
        /** PostgreSQL. */
        DATABASE,
        /** The test, which calls and receives. */
        TEST;

        private static Part ofServer(String thread) {
            if (thread.startsWith("executor-")) {
                return REQUESTS;
            }
            if (thread.startsWith("keygear")) {
                return KEYGEAR;
            }
            return thread.contains("CompilerThre") ? COMPILERS : OTHERS;
        }
    }

    /**
     * Reads it.
     *
     * @param servers processes of Keycloak; empty books where there is no {@code /proc}
     */
    public static CpuBook now(List<Long> servers) {
        CpuBook book = new CpuBook(new HashMap<>(), new HashMap<>());
        long self = ProcessHandle.current().pid();
        for (Path process : list(Path.of("/proc"))) {
            String name = process.getFileName().toString();
            if (!name.chars().allMatch(Character::isDigit)) {
                continue;
            }
            long pid = Long.parseLong(name);
            if (servers.contains(pid)) {
                book.enter(process, null);
            } else if (pid == self) {
                book.enter(process, Part.TEST);
            } else if (read(process.resolve("comm")).startsWith("postgres")) {
                book.enter(process, Part.DATABASE);
            }
        }
        return book;
    }

    /** Milliseconds of CPU time since an earlier reading, without threads that ended meanwhile. */
    public Map<Part, Double> since(CpuBook earlier) {
        Map<Part, Double> millis = new EnumMap<>(Part.class);
        nanos.forEach((thread, used) -> millis.merge(
                parts.getOrDefault(thread, Part.OTHERS),
                (used - earlier.nanos.getOrDefault(thread, 0L)) / NANOS_PER_MILLI,
                Double::sum));
        return millis;
    }

    private void enter(Path process, @Nullable Part part) {
        for (Path thread : list(process.resolve("task"))) {
            String spent = read(thread.resolve("schedstat"));
            if (!spent.isBlank()) {
                nanos.put(thread, Long.parseLong(spent.substring(0, spent.indexOf(' '))));
                parts.put(thread, part == null ? Part.ofServer(read(thread.resolve("comm"))) : part);
            }
        }
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.toList();
        } catch (IOException | UncheckedIOException gone) {
            return List.of();
        }
    }

    /** Empty for a thread that has just ended. */
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return "";
        }
    }
}
