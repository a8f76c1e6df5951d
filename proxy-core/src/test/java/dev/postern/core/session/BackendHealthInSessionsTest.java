package dev.postern.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.backend.AddressForwarding;
import dev.postern.core.backend.BackendFailure;
import dev.postern.core.backend.HealthSettings;
import dev.postern.core.backend.Home;
import dev.postern.core.backend.SoleBackend;
import dev.postern.core.backend.WatchedBackend;
import dev.postern.core.testing.LogLines;
import dev.postern.core.testing.TestGrant;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What logins and probes find out about a backend, and what a client hears of it. */
class BackendHealthInSessionsTest {
    private final Stage stage = new Stage();

    private WatchedBackend watched() {
        WatchedBackend backend = WatchedBackend.of(stage.service(), HealthSettings.STANDARD, InstantSource.system());
        stage.routes = new SoleBackend(backend);
        return backend;
    }

    @Test
    void logins_that_succeed_are_timed_at_their_backend() {
        WatchedBackend backend = watched();

        refusedOnce();
        assertThat(backend.logins().picture().count()).isZero();
        stage.relayingClient();
        assertThat(backend.logins().picture().count()).isEqualTo(1);
        assertThat(backend.heeded(HealthSettings.UNHEEDED, InstantSource.system())
                        .serving(stage.service())
                        .logins())
                .as("under other settings")
                .isSameAs(backend.logins());
    }

    private FakeConnection refusedOnce() {
        FakeConnection client = stage.client();
        client.says("TOKEN cached\n");
        stage.loop.runTasks();
        stage.backendRefuses();
        return client;
    }

    @Test
    void clients_are_not_kept_waiting_for_a_backend_that_is_down() {
        WatchedBackend backend = watched();
        for (int i = 0; i < 3; i++) {
            refusedOnce().isGone(ConnectionEnd.Kind.CLEAN);
        }
        assertThat(backend.health().up()).isFalse();
        FakeConnection client = stage.client("203.0.113.8:1");
        client.heard();
        try (LogLines log = new LogLines()) {
            client.says("TOKEN cached\n");
            stage.loop.runTasks();
            assertThat(client.heard()).isEqualTo("LATER DOWN\n");
            assertThat(log.with("backend login failed"))
                    .singleElement()
                    .asString()
                    .contains("user=ada backend=legacy doing=\"choosing backend\" reason=down");
        }
        assertThat(stage.connects).isEqualTo(3);
        backend.health().succeeded();
        client.says("TOKEN cached\n");
        stage.loop.runTasks();
        assertThat(stage.connects).isEqualTo(4);
    }

    @Test
    void a_client_that_leaves_at_once_hears_nothing_more() {
        WatchedBackend backend = watched();
        for (int i = 0; i < 3; i++) {
            backend.health().failed(BackendFailure.UNREACHABLE, "", "");
        }
        FakeConnection client = stage.client();
        client.heard();
        client.says("TOKEN cached\n");
        client.isGone(ConnectionEnd.Kind.CLEAN);
        stage.loop.runTasks();
        assertThat(client.heard()).isEmpty();
    }

    @Test
    void a_refused_login_does_not_make_a_backend_down() {
        WatchedBackend backend = watched();
        for (int i = 0; i < 5; i++) {
            FakeConnection client = stage.client();
            client.says("TOKEN cached\n");
            stage.nextBackendConnects();
            stage.backend.says("GREETING\nNO\n");
            client.isGone(ConnectionEnd.Kind.CLEAN);
        }
        assertThat(backend.health().up()).isTrue();
    }

    /** With a PROXY header the backend may have refused this client's address alone. */
    @Test
    void a_client_that_the_backend_turns_away_does_not_make_it_down_for_others() {
        stage.forwarding = AddressForwarding.PROXY_V1;
        WatchedBackend backend = watched();
        List<String> doubts = new ArrayList<>();
        backend.health().onDoubt(() -> doubts.add("doubt"));
        for (int i = 0; i < 5; i++) {
            FakeConnection client = stage.client();
            client.says("TOKEN cached\n");
            stage.nextBackendConnects();
            stage.backend.says("NO\n");
            client.isGone(ConnectionEnd.Kind.CLEAN);
        }
        assertThat(backend.health().up()).isTrue();
        assertThat(doubts).hasSize(5);
    }

    @Test
    void a_mailbox_without_a_home_is_told_as_temporary_and_as_an_alarm() {
        stage.routes = (mailbox, claimed) -> new Home.Nowhere("the token's claim names no backend: " + claimed);
        FakeConnection client = stage.client();
        client.heard();
        try (LogLines log = new LogLines()) {
            client.says("TOKEN asked\n");
            stage.asked.remove().accept(TestGrant.naming("gone", "ada", "ada"));
            stage.loop.runTasks();
            assertThat(client.heard()).isEqualTo("LATER UNPLACED\n");
            assertThat(log.with("backend needs the administrator"))
                    .singleElement()
                    .asString()
                    .contains("user=ada")
                    .contains("reason=unplaced")
                    .contains("names no backend: gone");
        }
    }

    @Test
    void a_claim_speaks_of_its_users_own_mailbox_only() {
        List<String> asked = new ArrayList<>();
        stage.routes = (mailbox, claimed) -> {
            asked.add(mailbox + "=" + claimed);
            return new Home.Nowhere("");
        };
        for (String mailbox : List.of("ada", "support")) {
            FakeConnection client = stage.client();
            client.says("TOKEN asked\n");
            stage.asked.remove().accept(TestGrant.naming("new", "ada", mailbox));
            stage.loop.runTasks();
            client.isGone(ConnectionEnd.Kind.CLEAN);
        }
        assertThat(asked).containsExactly("ada=new", "support=");
    }

    @Test
    void a_probe_finds_a_backend_down_and_up_again() {
        WatchedBackend backend = watched();
        FeatureProbe probe = new FeatureProbe(stage.protocol, backend, stage.connector, Deadlines.STANDARD);
        probe.start(stage.loop);
        stage.loop.runTasks();
        for (int i = 1; i <= 3; i++) {
            assertThat(backend.health().up()).isTrue();
            assertThat(stage.connects).isEqualTo(i);
            stage.backendRefuses();
            stage.loop.runTasks();
            if (i < 3) {
                stage.loop.pass(Duration.ofSeconds(1));
            }
        }
        assertThat(backend.health().up()).isFalse();
        stage.loop.pass(Duration.ofMillis(4_999));
        assertThat(stage.connects).isEqualTo(3);
        stage.loop.pass(Duration.ofMillis(1));
        assertThat(stage.connects).isEqualTo(4);
        stage.nextBackendConnects();
        stage.backend.says("GREETING\nYES\n");
        assertThat(backend.health().up()).isTrue();
        assertThat(probe.features()).containsExactly("FEATURE");
        stage.loop.pass(Duration.ofSeconds(29));
        assertThat(stage.connects).isEqualTo(4);
        stage.loop.pass(Duration.ofSeconds(1));
        assertThat(stage.connects).isEqualTo(5);
        probe.stop();
    }

    /** A start that is refused ends its probes, and then the network under them. */
    @Test
    void a_probe_that_is_stopped_has_nothing_to_say_of_its_end() {
        WatchedBackend backend = watched();
        try (LogLines log = new LogLines()) {
            FeatureProbe probe = new FeatureProbe(stage.protocol, backend, stage.connector, Deadlines.STANDARD);
            probe.start(stage.loop);
            stage.loop.runTasks();
            stage.nextBackendConnects();
            probe.stop();
            stage.backend.isGone(ConnectionEnd.Kind.BY_US);
            stage.loop.pass(Duration.ofMinutes(1));
            assertThat(log.with("backend")).isEmpty();
            assertThat(stage.connects).isOne();
            assertThat(stage.loop.runningTimers()).isZero();
        }
    }

    @Test
    void many_doubts_bring_one_probe_a_second_later() {
        WatchedBackend backend = watched();
        FeatureProbe probe = new FeatureProbe(stage.protocol, backend, stage.connector, Deadlines.STANDARD);
        probe.start(stage.loop);
        stage.loop.runTasks();
        stage.nextBackendConnects();
        stage.backend.says("GREETING\nYES\n");
        assertThat(stage.connects).isOne();
        for (int i = 0; i < 100; i++) {
            backend.health().doubted();
            stage.loop.runTasks();
            stage.loop.pass(Duration.ofMillis(9));
        }
        assertThat(stage.connects).isOne();
        stage.loop.pass(Duration.ofMillis(100));
        assertThat(stage.connects).isEqualTo(2);
        probe.stop();
    }
}
