package dev.postern.admin.control;

import dev.postern.core.session.LiveSessions;
import dev.postern.core.session.SessionView;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** Who is in. Shared by all threads. */
final class SessionQueries {
    /** Lists in an order need all of it in memory: some 100 octets a session each. */
    private static final int SORTED_AT_ONCE = 2;

    private final LiveSessions live;
    private final SessionChoice choice;
    private final Semaphore sorted = new Semaphore(SORTED_AT_ONCE);

    SessionQueries(LiveSessions live, SessionChoice choice) {
        this.live = live;
        this.choice = choice;
    }

    void one(String id, Answer answer) {
        Optional<SessionView> found = live.find(id);
        if (found.isPresent()) {
            answer.ok(SessionObject.of(found.get()));
        } else {
            answer.refused(HttpStatus.NOT_FOUND_404, "no session of this name; it may have ended");
        }
    }

    void list(Answer answer) throws BadRequest {
        Map<String, String> conditions = parameters(answer.request());
        String order = conditions.remove("sort");
        Stream<SessionView> chosen = live.stream().filter(choice.of(conditions, Instant.now()));
        if (order == null) {
            write(chosen, answer, answer.callback());
            return;
        }
        Comparator<SessionView> comparator = SessionOrder.of(order);
        if (!sorted.tryAcquire()) {
            answer.refused(HttpStatus.SERVICE_UNAVAILABLE_503, "others are sorting; ask again, or without sort");
            return;
        }
        write(chosen.sorted(comparator), answer, Callback.from(answer.callback(), (Runnable) sorted::release));
    }

    private static void write(Stream<SessionView> views, Answer answer, Callback callback) {
        new SessionListing(views.iterator(), answer.response(), callback).iterate();
    }

    private static Map<String, String> parameters(Request request) throws BadRequest {
        Map<String, String> parameters = new LinkedHashMap<>();
        Fields fields;
        try {
            fields = Request.extractQueryParameters(request);
        } catch (RuntimeException malformed) {
            throw new BadRequest("the query cannot be read");
        }
        for (Fields.Field field : fields) {
            if (field.hasMultipleValues()) {
                throw new BadRequest(field.getName() + " is there twice");
            }
            parameters.put(field.getName(), field.getValue());
        }
        return parameters;
    }
}
