package dev.postern.admin.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A status and nothing else: no page, no stack, nothing of what the peer has sent. */
final class BareErrors implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.write(true, null, callback);
        return true;
    }
}
