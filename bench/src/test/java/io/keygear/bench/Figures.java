package io.keygear.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where measurements go: the console, and {@code bench/target/figures.csv}. */
final class Figures {

    private static final Path FILE = Path.of("target/figures.csv").toAbsolutePath();

    private Figures() {}

    /**
     * One thing by another in every round: the median, and the geometric mean with twice its standard error to both sides.
     *
     * @param others as many as {@code rounds}, measured beside them
     */
    static <R> void ratios(String what, List<R> rounds, List<R> others, ToDoubleFunction<R> figure) {
        double[] ratios = IntStream.range(0, rounds.size())
                .mapToDouble(round -> figure.applyAsDouble(rounds.get(round)) / figure.applyAsDouble(others.get(round)))
                .toArray();
        double[] logs = DoubleStream.of(ratios).map(Math::log).toArray();
        double mean = DoubleStream.of(logs).average().orElseThrow();
        double squares =
                DoubleStream.of(logs).map(log -> (log - mean) * (log - mean)).sum();
        double error = 2 * Math.sqrt(squares / Math.max(1, logs.length - 1) / logs.length);
        add(what, median(DoubleStream.of(ratios).boxed()), "x");
        add(what + ", mean", Math.exp(mean), "x");
        add(what + ", mean, from", Math.exp(mean - error), "x");
        add(what + ", mean, to", Math.exp(mean + error), "x");
    }

    static double median(Stream<Double> values) {
        double[] sorted = values.mapToDouble(value -> value).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

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
