package io.keygear.tests.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does something for each of many at the very same moment. */
public final class Together {

    private Together() {}

    /** Waits for all; the first failure is thrown. */
    public static <T, R> List<R> each(List<T> all, Function<T, R> work) {
        ExecutorService threads = Executors.newFixedThreadPool(all.size());
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<R>> running = new ArrayList<>();
            for (T one : all) {
                Callable<R> waiting = () -> {
                    start.await();
                    return work.apply(one);
                };
                running.add(threads.submit(waiting));
            }
            start.countDown();
            List<R> results = new ArrayList<>();
            for (Future<R> result : running) {
                results.add(result.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
