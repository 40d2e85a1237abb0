package io.keygear.bench;

/** What is measured, done once. */
@FunctionalInterface
public interface Work {

    /**
     * Does it.
     *
     * @param thread 0 to threads − 1
     * @param turn how often this thread has done it before
     * @throws Exception when it failed, which is counted
     */
    void once(int thread, long turn) throws Exception;
}
