package dev.postern.core.session;

import dev.postern.core.guard.Admission;
import dev.postern.core.guard.AdmissionLimits;
import dev.postern.core.testing.TestGrant;
import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.Grant;
import dev.postern.core.token.Standing;
import dev.postern.core.token.TokenVerifier;
import dev.postern.core.token.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Any number of sessions on fake connections, for tests of what looks at them from outside. */
public final class Crowd {
    private static final TokenVerifier GOOD = new TokenVerifier() {
        @Override
        public void verify(BearerCredentials credentials, String name, Consumer<Verdict> answer) {
            answer.accept(TestGrant.accepted("ada"));
        }

        @Override
        public boolean withdrawn(Grant grant) {
            return false;
        }

        @Override
        public void reconsider(BearerCredentials credentials, Grant grant, Consumer<Standing> answer) {
            answer.accept(Standing.GOOD);
        }
    };

    private final Stage stage = new Stage();
    private final List<FakeConnection> clients = new ArrayList<>();
    private final SessionAcceptor door;

    public Crowd() {
        Admission admission = new Admission(new AdmissionLimits(1_000_000, 1_000_000));
        Connector nowhere = (host, port, deadline, on, listener) -> () -> {};
        door = new SessionAcceptor(
                new ListenerSettings(
                        "door", new Entrance.Mail(stage.mail(), ListenerTlsMode.STARTTLS, Stage.NO_ENGINES)),
                new SessionServices(admission, GOOD, nowhere, Deadlines.STANDARD, stage.live));
    }

    public LiveSessions live() {
        return stage.live;
    }

    /** So many clients that have not logged in. */
    public void arrive(int count) {
        for (int i = 0; i < count; i++) {
            int n = clients.size();
            FakeConnection client = new FakeConnection(
                    stage.loop,
                    "203." + (n >> 16) + "." + (n >> 8 & 255) + "." + (n & 255) + ":40001",
                    "198.51.100.1:8443");
            clients.add(client);
            door.onAccepted(client);
        }
    }

    /** One that is logged in as {@code ada}, and relays. */
    public void adaLogsIn() {
        clients.add(stage.relayingClient());
    }

    /** Lets the sessions' loop do what it was asked to; how many connections have been closed by us so far. */
    public long closedAfterAll() {
        stage.loop.runTasks();
        return clients.stream().filter(client -> client.closed).count();
    }
}
