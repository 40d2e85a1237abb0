package io.keygear.tests.server;

import java.util.List;
import java.util.Map;

/** A database of a test's own, gone with its data when closed. */
interface Database extends AutoCloseable {

    /** What a server is told on its start line. */
    List<String> options();

    /** What a server is told by its environment. */
    Map<String, String> environment();

    @Override
    void close();
}
