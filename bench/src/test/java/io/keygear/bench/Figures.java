package io.keygear.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Where measurements go: the console, and {@code bench/target/figures.csv}. */
final class Figures {

    private static final Path FILE = Path.of("target/figures.csv").toAbsolutePath();

    private Figures() {}

    static void add(String what, double value, String unit) {
        String line = String.format(Locale.ROOT, "%s,%.3f,%s%n", what, value, unit);
        System.out.print("FIGURE " + line);
        try {
            Files.writeString(FILE, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
