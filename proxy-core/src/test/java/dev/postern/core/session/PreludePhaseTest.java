package dev.postern.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.backend.AddressForwarding;
import dev.postern.core.backend.BackendTlsMode;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PreludePhaseTest {
    private final Stage stage = new Stage();

    @Test
    void what_a_client_pipelines_behind_its_login_reaches_the_backend_once_and_only_after_its_yes() {
        FakeConnection client = stage.client();
        client.says("TOKEN slow\nSELECT\nFE");
        client.says("TCH\n");
        assertThat(client.heard()).isEqualTo("HELLO\n");

        Objects.requireNonNull(stage.asked.poll()).accept(Stage.good());
        stage.backendConnects();
        client.says("MORE\n");
        stage.backend.says("GREETING\n");
        assertThat(stage.backend.heard()).isEqualTo("AS ada\n");

        stage.backend.says("YES\n");
        assertThat(stage.backend.heard()).isEqualTo("SELECT\nFETCH\nMORE\n");
        assertThat(client.heard()).isEqualTo("IN YES\n");
    }

    @Test
    void what_the_backend_says_behind_its_yes_follows_it_to_the_client() {
        FakeConnection client = stage.client();
        client.says("TOKEN cached\n");
        stage.backendConnects();
        stage.backend.says("GREETING\nYES\nNEWS\n");
        assertThat(client.heard()).isEqualTo("HELLO\nIN YES\nNEWS\n");
    }

    @Test
    void a_verdict_from_another_thread_is_heard_on_the_loop() {
        FakeConnection client = stage.client();
        client.says("TOKEN slow\n");
        stage.loop.inLoop = false;
        Objects.requireNonNull(stage.asked.poll()).accept(Stage.bad());
        assertThat(client.heard()).isEqualTo("HELLO\n");
        stage.loop.runTasks();
        assertThat(client.heard()).isEqualTo("NO INVALID\n");
    }

    @Test
    void after_a_refusal_the_held_command_is_answered_and_another_attempt_is_possible() {
        FakeConnection client = stage.client();
        client.says("TOKEN slow\nHM\nTOKEN cached\n");
        Objects.requireNonNull(stage.asked.poll()).accept(Stage.bad());
        assertThat(client.heard()).isEqualTo("HELLO\nNO INVALID\nWHAT\n");
        stage.backendConnects();
        stage.backend.says("GREETING\nYES\n");
        assertThat(client.heard()).isEqualTo("IN YES\n");
    }

    @Test
    void a_verifier_that_is_silent_makes_a_temporary_refusal_and_its_late_verdict_is_ignored() {
        FakeConnection client = stage.client();
        client.says("TOKEN slow\n");
        stage.loop.pass(Stage.longer(Deadlines.STANDARD.token()));
        assertThat(client.heard()).isEqualTo("HELLO\nNO TEMPORARY\n");
        Objects.requireNonNull(stage.asked.poll()).accept(Stage.good());
        assertThat(stage.connects).isZero();
    }

    @Test
    void an_acknowledgement_that_does_not_come_is_waited_for_shortly() {
        FakeConnection client = stage.client();
        client.says("TOKEN slow\n");
        Objects.requireNonNull(stage.asked.poll()).accept(Stage.badWithChallenge());
        stage.loop.pass(Stage.longer(Deadlines.STANDARD.acknowledgement()));
        assertThat(client.heard()).isEqualTo("HELLO\nWHY\nNO OVERDUE\n");
    }

    @Test
    void an_acknowledgement_that_came_early_ends_the_wait_for_it() {
        FakeConnection client = stage.client();
        client.says("TOKEN slow\nACK\n");
        Objects.requireNonNull(stage.asked.poll()).accept(Stage.badWithChallenge());
        assertThat(client.heard()).isEqualTo("HELLO\nWHY\nNO ACKNOWLEDGED\n");
        stage.loop.pass(Stage.longer(Deadlines.STANDARD.acknowledgement()));
        assertThat(client.heard()).isEmpty();
    }

    /** hazard 1 */
    @Test
    void bytes_behind_starttls_close_the_connection() {
        FakeConnection client = stage.client();
        client.says("TLS\nTOKEN cached\n");
        assertThat(client.closed).isTrue();
        assertThat(client.tlsStarted).isFalse();
        assertThat(stage.connects).isZero();
    }

    @Test
    void starttls_alone_starts_tls() {
        FakeConnection client = stage.client();
        client.says("TLS\n");
        assertThat(client.tlsStarted).isTrue();
        client.finishesTls();
        assertThat(client.heard()).isEqualTo("HELLO\nGO\nSECURE\n");
    }

    @Test
    void a_starttls_handshake_has_its_deadline() {
        FakeConnection client = stage.client();
        client.says("TLS\n");
        stage.loop.pass(Stage.longer(Deadlines.STANDARD.handshake()));
        assertThat(client.aborted).isTrue();
    }

    @Test
    void an_implicit_handshake_has_its_deadline_and_is_followed_by_the_greeting() {
        stage.listenerTls = ListenerTlsMode.IMPLICIT;
        FakeConnection slow = stage.client();
        assertThat(slow.tlsStarted).isTrue();
        stage.loop.pass(Stage.longer(Deadlines.STANDARD.handshake()));
        assertThat(slow.aborted).isTrue();
        slow.isGone(ConnectionEnd.Kind.BY_US);

        FakeConnection quick = stage.client();
        quick.finishesTls();
        assertThat(quick.heard()).isEqualTo("HELLO\n");
        stage.loop.pass(Deadlines.STANDARD.handshake());
        assertThat(quick.aborted).isFalse();
    }

    @Test
    void a_client_that_dawdles_is_told_goodbye() {
        FakeConnection client = stage.client();
        stage.loop.pass(Stage.longer(Deadlines.STANDARD.prelude()));
        assertThat(client.heard()).isEqualTo("HELLO\nBYE PRELUDE_TIMEOUT\n");
        assertThat(client.closed).isTrue();
    }

    @Test
    void a_client_that_vanishes_takes_its_backend_attempt_and_its_timers_with_it() {
        FakeConnection client = stage.client();
        client.says("TOKEN cached\n");
        client.isGone(ConnectionEnd.Kind.ABRUPT);
        assertThat(stage.connectCancelled).isTrue();
        assertThat(stage.loop.runningTimers()).isZero();
        assertThat(stage.live.count()).isZero();
        assertThat(stage.admission.inside()).isZero();
    }

    @Test
    void a_client_that_vanishes_in_the_backend_dialogue_aborts_it() {
        FakeConnection client = stage.client();
        client.says("TOKEN cached\n");
        stage.backendConnects();
        client.isGone(ConnectionEnd.Kind.CLEAN);
        assertThat(stage.backend.aborted).isTrue();
    }

    @Test
    void a_client_that_ends_its_direction_behind_pipelined_commands_is_served_first() {
        FakeConnection client = stage.client();
        client.says("TOKEN slow\nLOGOUT\n");
        client.endsInput();
        Objects.requireNonNull(stage.asked.poll()).accept(Stage.good());
        stage.backendConnects();
        stage.backend.says("GREETING\nYES\n");
        assertThat(stage.backend.heard()).isEqualTo("AS ada\nLOGOUT\n");
        assertThat(stage.backend.outputClosed).isTrue();
        assertThat(client.closed).isFalse();
    }

    @Test
    void a_client_that_ends_its_direction_with_nothing_under_way_has_left() {
        FakeConnection client = stage.client();
        client.endsInput();
        assertThat(client.closed).isTrue();
    }

    @Test
    void a_flood_behind_the_login_stops_being_read_and_is_read_again_after_it() {
        FakeConnection client = stage.client();
        client.says("TOKEN slow\n");
        client.says("x".repeat(16 * 1024 + 1));
        assertThat(client.paused).isTrue();
        Objects.requireNonNull(stage.asked.poll()).accept(Stage.good());
        stage.backendConnects();
        stage.backend.says("GREETING\nYES\n");
        assertThat(client.paused).isFalse();
        assertThat(stage.backend.heard()).hasSize("AS ada\n".length() + 16 * 1024 + 1);
    }

    @Test
    void a_refusing_backend_is_told_and_the_client_may_try_again() {
        FakeConnection client = stage.client();
        client.says("TOKEN cached\n");
        stage.backendRefuses();
        assertThat(client.heard()).isEqualTo("HELLO\nLATER UNREACHABLE\n");
        client.says("TOKEN cached\n");
        assertThat(stage.connects).isEqualTo(2);
    }

    @Test
    void a_backend_that_says_no_is_left() {
        FakeConnection client = stage.client();
        client.says("TOKEN cached\n");
        stage.backendConnects();
        stage.backend.says("GREETING\nNO\n");
        assertThat(client.heard()).isEqualTo("HELLO\nLATER MAILBOX_REFUSED\n");
        assertThat(stage.backend.closed).isTrue();
    }

    @Test
    void a_backend_that_is_silent_or_gone_is_told_by_its_own_name() {
        FakeConnection client = stage.client();
        client.says("TOKEN cached\n");
        stage.backendConnects();
        stage.loop.pass(Stage.longer(Deadlines.STANDARD.backendLogin()));
        client.says("TOKEN cached\n");
        stage.backendConnects();
        stage.backend.isGone(ConnectionEnd.Kind.ABRUPT);
        assertThat(client.heard()).isEqualTo("HELLO\nLATER TIMED_OUT\nLATER CONNECTION_LOST\n");
    }

    /** hazard 1, towards the backend */
    @Test
    void bytes_behind_the_backends_starttls_answer_are_a_violation() {
        stage.backendTls = BackendTlsMode.STARTTLS;
        FakeConnection client = stage.client();
        client.says("TOKEN cached\n");
        stage.backendConnects();
        stage.backend.says("TLS\nYES\n");
        assertThat(client.heard()).isEqualTo("HELLO\nLATER PROTOCOL_VIOLATION\n");
        assertThat(stage.backend.tlsStarted).isFalse();
    }

    @Test
    void an_untrusted_backend_certificate_is_told_apart_from_a_lost_connection() {
        stage.backendTls = BackendTlsMode.IMPLICIT;
        FakeConnection client = stage.client();
        client.says("TOKEN cached\n");
        stage.backendConnects();
        stage.backend.isGone(ConnectionEnd.Kind.TLS_HANDSHAKE);
        assertThat(client.heard()).isEqualTo("HELLO\nLATER UNTRUSTED\n");
    }

    @Test
    void a_proxy_header_with_the_clients_address_comes_before_everything_else() {
        stage.forwarding = AddressForwarding.PROXY_V1;
        FakeConnection client = stage.client();
        client.says("TOKEN cached\n");
        stage.backendConnects();
        assertThat(stage.backend.heard()).isEqualTo("PROXY TCP4 203.0.113.7 198.51.100.1 40001 8443\r\n");
    }

    @Test
    void an_administrator_ends_a_session_before_its_login() {
        FakeConnection client = stage.client();
        stage.live.endAll(CloseReason.ENDED_BY_ADMINISTRATOR);
        stage.loop.runTasks();
        assertThat(client.heard()).isEqualTo("HELLO\nBYE ENDED_BY_ADMINISTRATOR\n");
        assertThat(client.closed).isTrue();
    }

    @Test
    void the_third_client_of_one_address_is_turned_away_until_another_leaves() {
        FakeConnection first = stage.client();
        stage.client();
        FakeConnection third = stage.client();
        assertThat(third.heard()).isEqualTo("BYE TOO_MANY_FROM_ADDRESS\n");
        assertThat(third.closed).isTrue();
        first.isGone(ConnectionEnd.Kind.CLEAN);
        assertThat(stage.client().heard()).isEqualTo("HELLO\n");
        stage.loop.pass(Duration.ZERO);
    }
}
