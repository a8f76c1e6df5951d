package dev.postern.admin.logout;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.FormFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable;

/** The requests that carry logout tokens: OpenID Connect Back-Channel Logout 1.0 §2.5. Never blocks a thread. */
final class LogoutRequests extends Handler.Abstract.NonBlocking {
    private static final int MOST_FIELDS = 8;
    /** Octets of the form. */
    private static final int LARGEST_FORM = 32 * 1024;

    private final LogoutDesk desk;

    LogoutRequests(LogoutDesk desk) {
        this.desk = desk;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        // §2.8: no cache may keep the answer.
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        if (!Request.getPathInContext(request).equals(LogoutEndpoint.PATH)) {
            return answer(response, callback, HttpStatus.NOT_FOUND_404);
        }
        if (!HttpMethod.POST.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, HttpMethod.POST.asString());
            return answer(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
        }
        if (!isForm(request)) {
            return answer(response, callback, HttpStatus.UNSUPPORTED_MEDIA_TYPE_415);
        }
        read(request, Promise.Invocable.from(Invocable.InvocationType.NON_BLOCKING, (form, failure) -> {
            if (failure == null) {
                onForm(form, request, response, callback);
            } else {
                invalid(response, callback);
            }
        }));
        return true;
    }

    /** Fails where it is malformed or too large: Jetty throws what it notices at once. */
    private static void read(Request request, Promise.Invocable<Fields> form) {
        try {
            FormFields.onFields(request, StandardCharsets.UTF_8, MOST_FIELDS, LARGEST_FORM, form);
        } catch (RuntimeException unusable) {
            form.failed(unusable);
        }
    }

    private static boolean isForm(Request request) {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        return MimeTypes.Type.FORM_ENCODED.is(
                MimeTypes.getContentTypeWithoutCharset(type == null ? "" : type).strip());
    }

    private void onForm(Fields form, Request request, Response response, Callback callback) {
        List<String> tokens = form.getValuesOrEmpty("logout_token");
        if (tokens.size() != 1) {
            invalid(response, callback);
            return;
        }
        desk.take(tokens.get(0), Request.getRemoteAddr(request), answer -> {
            switch (answer) {
                case DONE -> answer(response, callback, HttpStatus.OK_200);
                case INVALID -> invalid(response, callback);
                case TEMPORARY -> answer(response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
            }
        });
    }

    /** §2.8: what is wrong with it is our log's affair. */
    private static void invalid(Response response, Callback callback) {
        response.setStatus(HttpStatus.BAD_REQUEST_400);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, MimeTypes.Type.APPLICATION_JSON.asString());
        Content.Sink.write(response, true, "{\"error\":\"invalid_request\"}", callback);
    }

    private static boolean answer(Response response, Callback callback, int status) {
        response.setStatus(status);
        response.write(true, null, callback);
        return true;
    }
}
