package io.keygear.testkit;

/**
 * One answer of a gateway.
 *
 * @param status HTTP status
 * @param contentType media type of the body
 * @param body of any length
 */
public record StubAnswer(int status, String contentType, String body) {

    /** A JSON answer. */
    public static StubAnswer json(int status, String body) {
        return new StubAnswer(status, "application/json", body);
    }

    /** An answer of something in front of the gateway that knows nothing of it. */
    static StubAnswer html(int status) {
        return new StubAnswer(status, "text/html", "<html><body>Bad gateway</body></html>");
    }
}
