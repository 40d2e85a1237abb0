package io.keygear.kit.http;

import java.io.IOException;
import org.apache.http.HttpClientConnection;
import org.apache.http.HttpException;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.HttpRequestExecutor;
import org.jspecify.annotations.Nullable;

/** Notes the moment after which nobody can say any more that the other side did not get the request. */
final class MarkingExecutor extends HttpRequestExecutor {

    @Override
    protected @Nullable HttpResponse doSendRequest(
            HttpRequest request, HttpClientConnection connection, HttpContext context)
            throws IOException, HttpException {
        Attempt.of(context).sending(connection);
        return super.doSendRequest(request, connection, context);
    }
}
