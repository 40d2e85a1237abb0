package io.keygear.kit.http;

import java.net.URI;
import java.util.Optional;
import org.keycloak.provider.Provider;

/**
 * The one way any part of Keygear calls another server. Every call has a hard deadline that holds against name
 * servers, silent networks and slow answers alike, is made once (no retries, no redirects), reads a bounded answer,
 * and reaches only addresses that {@link UrlPolicy} permits: a host is resolved once, its addresses are filtered,
 * and the connection goes to exactly what passed.
 *
 * <p>An instance may be kept and used on any thread, also after the Keycloak session it came from has ended.
 */
public interface OutboundHttp extends Provider {

    /** How many bytes of an answer are read. */
    int LARGEST_BODY = 256 * 1024;

    /**
     * Makes one call. Blocks until there is an outcome, at the latest until the call's deadline.
     *
     * @return what became of it; no failure of the network or of the other side is an exception
     */
    HttpOutcome exchange(HttpCall call);

    /**
     * Why {@link #exchange} would not call this URL, for checks while configuration is saved. Asks a name server,
     * and waits for it no more than two seconds; a name that cannot be resolved now is not refused.
     *
     * @return the refusal; empty when a call is permitted
     */
    Optional<UrlRefusal> refusal(URI url);

    /** Does nothing: connections belong to the server, not to a session. */
    @Override
    default void close() {}
}
