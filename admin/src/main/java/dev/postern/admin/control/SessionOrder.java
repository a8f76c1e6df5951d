package dev.postern.admin.control;

import dev.postern.core.session.SessionView;
import java.util.Comparator;
import java.util.List;

/** Orders in which sessions are listed. */
final class SessionOrder {
    static final List<String> NAMES = List.of("since", "user", "address", "bytes");

    private SessionOrder() {}

    static Comparator<SessionView> of(String name) throws BadRequest {
        return switch (name) {
            case "since" -> Comparator.comparing(SessionView::since);
            case "user" -> Comparator.comparing(SessionOrder::user);
            case "address" -> Comparator.comparing(view -> view.client().remoteHost());
            case "bytes" ->
                Comparator.comparingLong((SessionView view) -> view.bytesIn() + view.bytesOut())
                        .reversed();
            default -> throw new BadRequest("sort takes one of " + String.join(", ", NAMES));
        };
    }

    private static String user(SessionView view) {
        return view.who() == null ? "" : view.who().mailbox();
    }
}
