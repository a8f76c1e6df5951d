package dev.postern.admin.control;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The answer to one request: JSON, sent once. */
record Answer(Request request, Response response, Callback callback) {
    void ok(String json) {
        send(HttpStatus.OK_200, json);
    }

    void accepted(String json) {
        send(HttpStatus.ACCEPTED_202, json);
    }

    /** Asked well, but what it is about is not good. */
    void unprocessable(String json) {
        send(HttpStatus.UNPROCESSABLE_ENTITY_422, json);
    }

    void refused(int status, String why) {
        send(status, new JsonText().open('{').text("error", why).close('}').toString());
    }

    private void send(int status, String json) {
        response.setStatus(status);
        response.write(true, ByteBuffer.wrap((json + "\n").getBytes(StandardCharsets.US_ASCII)), callback);
    }

    /** What every answer has. */
    void head() {
        // By this, our command knows that it speaks with us.
        response.getHeaders().put(HttpHeader.SERVER, "postern");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    }
}
