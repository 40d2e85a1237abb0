package io.keygear.kit.http;

import io.keygear.kit.http.HttpOutcome.Answered;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.apache.http.HttpEntity;
import org.apache.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Reads an answer as far as it comes and as far as anyone wants it. */
final class AnswerReader {

    private static final int CHUNK = 8 * 1024;

    private final HttpResponse response;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    AnswerReader(HttpResponse response) {
        this.response = response;
    }

    /** The answer; never fails, as a status that has come is an answer whatever happens to the rest. */
    Answered read() {
        boolean complete = readBody(response.getEntity());
        List<HttpHeader> headers = Arrays.stream(response.getAllHeaders())
                .map(header -> new HttpHeader(header.getName(), header.getValue() == null ? "" : header.getValue()))
                .toList();
        return new Answered(
                response.getStatusLine().getStatusCode(), headers, HttpBody.of(body.toByteArray()), complete);
    }

    /** Leaves the stream open: closing it would read on to its end, for as long as that takes. */
    private boolean readBody(@Nullable HttpEntity entity) {
        if (entity == null) {
            return true;
        }
        try {
            InputStream content = entity.getContent();
            byte[] chunk = new byte[CHUNK];
            int room = OutboundHttp.LARGEST_BODY;
            int length = content.read(chunk);
            while (length >= 0 && length <= room) {
                body.write(chunk, 0, length);
                room -= length;
                length = content.read(chunk);
            }
            body.write(chunk, 0, Math.max(0, Math.min(length, room)));
            return length < 0;
        } catch (IOException broken) {
            return false;
        }
    }
}
