package dev.postern.admin.metrics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The paths that monitoring asks for. Never waits for a peer. */
final class MetricsRequests extends Handler.Abstract.NonBlocking {
    private static final String PLAIN = "text/plain; charset=utf-8";

    private final Vitals vitals;
    private final LoopPulse pulse;
    private final FreshText metrics = new FreshText(this::scrape);

    MetricsRequests(Vitals vitals, LoopPulse pulse) {
        this.vitals = vitals;
        this.pulse = pulse;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            return answer(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, PLAIN, utf8("takes GET\n"));
        }
        return switch (Request.getPathInContext(request)) {
            case "/metrics" -> answer(response, callback, HttpStatus.OK_200, Scrape.CONTENT_TYPE, metrics.now());
            case "/live" -> live(response, callback);
            case "/ready" ->
                told(
                        response,
                        callback,
                        "ready",
                        Readiness.obstacles(
                                vitals.proxy().status(),
                                vitals.acceptingPaused().getAsBoolean()));
            default ->
                answer(
                        response,
                        callback,
                        HttpStatus.NOT_FOUND_404,
                        PLAIN,
                        utf8("there are /metrics, /live and /ready\n"));
        };
    }

    private boolean live(Response response, Callback callback) {
        // By name, so that a look at the stacks of a stuck process finds them.
        List<String> obstacles = pulse.silent().stream()
                .map(thread -> thread + " carries mail or lets clients in, and has not answered for "
                        + LoopPulse.SILENCE.toSeconds() + " s")
                .toList();
        return told(response, callback, "live", obstacles);
    }

    private static boolean told(Response response, Callback callback, String what, List<String> obstacles) {
        return obstacles.isEmpty()
                ? answer(response, callback, HttpStatus.OK_200, PLAIN, utf8(what + "\n"))
                : answer(
                        response,
                        callback,
                        HttpStatus.SERVICE_UNAVAILABLE_503,
                        PLAIN,
                        utf8("not " + what + "\n" + String.join("\n", obstacles) + "\n"));
    }

    private byte[] scrape() {
        Scrape scrape = new Scrape();
        SessionFigures.collect(vitals.proxy().live(), scrape);
        HouseFigures.collect(vitals, pulse, scrape);
        JavaFigures.collect(scrape);
        return scrape.text();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean answer(Response response, Callback callback, int status, String type, byte[] body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }
}
