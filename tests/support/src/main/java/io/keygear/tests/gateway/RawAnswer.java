package io.keygear.tests.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One HTTP/1.1 answer, ready to be written at once or byte by byte. */
record RawAnswer(int status, String contentType, String body) {

    static RawAnswer json(int status, String body) {
        return new RawAnswer(status, "application/json;charset=utf-8", body);
    }

    void write(OutputStream out) throws IOException {
        out.write(bytes());
        out.flush();
    }

    void drip(OutputStream out, Duration pause) throws IOException, InterruptedException {
        for (byte next : bytes()) {
            Thread.sleep(pause.toMillis());
            out.write(next);
            out.flush();
        }
    }

    private byte[] bytes() {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + " Fake\r\nContent-Type: " + contentType + "\r\nContent-Length: "
                + content.length + "\r\nTwilio-Request-Id: RQ00000000000000000000000000000000\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }
}
