package io.keygear.kit.http;

import java.util.List;
import java.util.Optional;

/** What became of a call. The difference that matters: whether the other side may have acted on it. */
public sealed interface HttpOutcome {

    /**
     * The other side answered.
     *
     * @param status the status code, any
     * @param headers as received
     * @param body as received, no more than {@link OutboundHttp#LARGEST_BODY} bytes
     * @param complete whether that is all of it; {@code false} when it was larger, or the connection broke or the
     *     deadline passed on the way
     */
    record Answered(int status, List<HttpHeader> headers, HttpBody body, boolean complete) implements HttpOutcome {

        /** Copies the headers. */
        public Answered {
            headers = List.copyOf(headers);
        }

        /** The first value of a header, its name in any case. */
        public Optional<String> header(String name) {
            return headers.stream()
                    .filter(header -> header.name().equalsIgnoreCase(name))
                    .map(HttpHeader::value)
                    .findFirst();
        }

        @Override
        public String toString() {
            return "Answered[" + status + ", " + body + (complete ? "]" : ", incomplete]");
        }
    }

    /** The other side certainly did not get the request. */
    record NotSent(Obstacle reason) implements HttpOutcome {

        /** What was in the way. */
        public enum Obstacle {
            /** {@link UrlPolicy} forbids the URL, or every address of its host. */
            FORBIDDEN,
            /** The host's name has no address, or the name server did not answer in time. */
            DNS,
            /** No connection: refused, unreachable, or not accepted within the connect timeout. */
            CONNECT,
            /** The certificate is not trusted, or there is no common protocol. */
            TLS,
            /** Too many calls to this host are under way, or this server is shutting down. */
            BUSY,
            /** The deadline passed before anything was sent. */
            DEADLINE
        }
    }

    /** The request went out, wholly or in part, and no answer came: the other side may or may not have acted on it. */
    record Unknown(Loss reason) implements HttpOutcome {

        /** How the answer failed to come. */
        public enum Loss {
            /** The deadline passed. */
            DEADLINE,
            /** The connection broke, or what came was not HTTP. */
            BROKEN
        }
    }
}
