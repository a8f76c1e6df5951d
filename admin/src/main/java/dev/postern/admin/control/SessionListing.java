package dev.postern.admin.control;

import dev.postern.core.session.SessionView;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

/** Writes a list of sessions piece by piece: as fast as its reader takes it, with one piece in memory. */
final class SessionListing extends IteratingCallback {
    private static final int PIECE = 16 * 1024;

    private final Iterator<SessionView> sessions;
    private final Response response;
    private final Callback callback;
    private String separator = "{\"sessions\":[\n";
    private boolean finished;

    SessionListing(Iterator<SessionView> sessions, Response response, Callback callback) {
        this.sessions = sessions;
        this.response = response;
        this.callback = callback;
    }

    @Override
    protected Action process() {
        if (finished) {
            return Action.SUCCEEDED;
        }
        StringBuilder piece = new StringBuilder(PIECE + PIECE / 4);
        while (sessions.hasNext() && piece.length() < PIECE) {
            piece.append(separator).append(SessionObject.of(sessions.next()));
            separator = ",\n";
        }
        if (!sessions.hasNext()) {
            piece.append(separator.startsWith("{") ? separator : "\n").append("]}\n");
            finished = true;
        }
        response.write(finished, ByteBuffer.wrap(piece.toString().getBytes(StandardCharsets.US_ASCII)), this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleteSuccess() {
        callback.succeeded();
    }

    @Override
    protected void onCompleteFailure(Throwable gone) {
        callback.failed(gone);
    }
}
