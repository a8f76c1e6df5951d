package dev.postern.admin.control;

import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.token.json.JsonReader;
import dev.postern.core.token.json.MalformedJson;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable;

/** The paths of the control socket, and who answers there. Never waits for a peer. */
final class ControlRequests extends Handler.Abstract.NonBlocking {
    /** Octets of an order; a logout token is the largest thing in one. */
    private static final int LARGEST_ORDER = 24 * 1024;

    private final RunningProxy proxy;
    private final SessionQueries sessions;
    private final Orders orders;
    private final ReloadOrder reload;

    ControlRequests(RunningProxy proxy) {
        this.proxy = proxy;
        this.sessions = new SessionQueries(proxy.live(), new SessionChoice(proxy.protocols()));
        this.orders = new Orders(proxy);
        this.reload = new ReloadOrder(proxy);
    }

    /** What may be ordered at a path. */
    private interface Order {
        void give(Map<String, Object> body, Answer answer) throws BadRequest;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Answer answer = new Answer(request, response, callback);
        answer.head();
        guarded(answer, () -> route(Request.getPathInContext(request), answer));
        return true;
    }

    private void route(String path, Answer answer) throws BadRequest {
        switch (path) {
            case "/v1/status" -> {
                if (method("GET", answer)) {
                    answer.ok(StatusObject.of(proxy));
                }
            }
            case "/v1/sessions" -> {
                if (method("GET", answer)) {
                    sessions.list(answer);
                }
            }
            case "/v1/sessions/end" -> order("POST", answer, orders::end);
            case "/v1/reload" -> order("POST", answer, reload::order);
            case "/v1/logout" -> order("POST", answer, orders::logout);
            case "/v1/drain" -> order("POST", answer, orders::drain);
            case "/v1/log-level" -> order("PUT", answer, orders::logLevel);
            default -> {
                if (!path.startsWith("/v1/sessions/")) {
                    answer.refused(HttpStatus.NOT_FOUND_404, "no such path; docs/control-api.md lists them");
                } else if (method("GET", answer)) {
                    sessions.one(path.substring("/v1/sessions/".length()), answer);
                }
            }
        }
    }

    private static boolean method(String wanted, Answer answer) {
        if (answer.request().getMethod().equals(wanted)) {
            return true;
        }
        answer.response().getHeaders().put(HttpHeader.ALLOW, wanted);
        answer.refused(HttpStatus.METHOD_NOT_ALLOWED_405, "takes " + wanted);
        return false;
    }

    private static void order(String method, Answer answer, Order order) {
        if (!method(method, answer)) {
            return;
        }
        read(answer.request(), Promise.Invocable.from(Invocable.InvocationType.NON_BLOCKING, (body, failure) -> {
            if (failure == null) {
                guarded(answer, () -> order.give(object(body), answer));
            } else {
                answer.refused(HttpStatus.PAYLOAD_TOO_LARGE_413, "a body of at most " + LARGEST_ORDER + " octets");
            }
        }));
    }

    /** Fails where it is too large, or its peer has gone. Jetty waits only for those who say that they do not block. */
    private static void read(Request request, Promise.Invocable<byte[]> body) {
        try {
            Content.Source.asByteArrayAsync(request, LARGEST_ORDER, body);
        } catch (RuntimeException unusable) {
            body.failed(unusable);
        }
    }

    private static Map<String, Object> object(byte[] body) throws BadRequest {
        try {
            return body.length == 0 ? Map.of() : JsonReader.object(body);
        } catch (MalformedJson malformed) {
            throw new BadRequest("the body is no JSON object: " + malformed.getMessage());
        }
    }

    /** Work that may find its request wanting. */
    private interface Step {
        void run() throws BadRequest;
    }

    /** A bug here costs one answer. */
    private static void guarded(Answer answer, Step step) {
        try {
            step.run();
        } catch (BadRequest wanting) {
            answer.refused(HttpStatus.BAD_REQUEST_400, String.valueOf(wanting.getMessage()));
        } catch (RuntimeException bug) {
            EventLog.event(LogEvent.INTERNAL_ERROR).because(bug).write();
            Response.writeError(answer.request(), answer.response(), answer.callback(), bug);
        }
    }
}
