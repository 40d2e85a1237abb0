package io.keygear.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures two things in turns, A B, B A, A B …, so that whatever changes on the machine meets both, and compares them
 * round by round.
 */
public final class Duel {

    private final BenchSettings settings;
    private final List<Long> servers;

    /** Tells the CPU time of every Keycloak that this test has started before. */
    public Duel(BenchSettings settings) {
        this.settings = settings;
        this.servers = ClosedLoop.servers();
    }

    /**
     * What came out.
     *
     * @param ratio A's throughput by B's, the median of the rounds
     */
    public record Result(double ratio, double lowest, double highest, List<Load> a, List<Load> b) {}

    /** Runs all rounds and prints them. */
    public Result run(String nameA, Work a, String nameB, Work b) {
        ClosedLoop.run(settings.threads(), settings.warmUp(), a, servers);
        ClosedLoop.run(settings.threads(), settings.warmUp(), b, servers);
        List<Load> loadsA = new ArrayList<>();
        List<Load> loadsB = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        int width = Math.max(nameA.length(), nameB.length());
        for (int round = 1; round <= settings.rounds(); round++) {
            boolean aFirst = round % 2 == 1;
            Load first = measure(aFirst ? a : b);
            Load second = measure(aFirst ? b : a);
            loadsA.add(aFirst ? first : second);
            loadsB.add(aFirst ? second : first);
            double ratio =
                    loadsA.get(round - 1).perSecond() / loadsB.get(round - 1).perSecond();
            ratios.add(ratio);
            print(
                    "%n  round %d%n    %-" + width + "s %s%n    %-" + width + "s %s%n    ratio %.3f%n",
                    round,
                    nameA,
                    loadsA.get(round - 1),
                    nameB,
                    loadsB.get(round - 1),
                    ratio);
        }
        List<Double> sorted = ratios.stream().sorted().toList();
        Result result =
                new Result(sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1), loadsA, loadsB);
        print(
                "%n  %s / %s: %.3f × (rounds %.3f to %.3f, %d threads, %d s each); CPU time of the server %.3f ×%n",
                nameA,
                nameB,
                result.ratio(),
                result.lowest(),
                result.highest(),
                settings.threads(),
                settings.time().toSeconds(),
                cpuMillis(loadsA) / cpuMillis(loadsB));
        return result;
    }

    /** For each request, over all rounds. */
    private static double cpuMillis(List<Load> loads) {
        return loads.stream().mapToDouble(Load::cpuMillis).average().orElseThrow();
    }

    private Load measure(Work work) {
        return ClosedLoop.run(settings.threads(), settings.time(), work, servers);
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is in no library that we have
    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
