package dev.postern.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.backend.AddressForwarding;
import dev.postern.core.backend.BackendFailure;
import dev.postern.core.backend.BackendService;
import dev.postern.core.backend.BackendTlsMode;
import dev.postern.core.backend.SoleBackend;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A login finds a connection that waits, and is no worse off where that one turns out to be dead. */
final class PreparedConnectionsTest {
    private final Stage stage = new Stage();

    @BeforeEach
    void oneMayWait() {
        stage.prepared = 1;
        stage.routes = SoleBackend.of(stage.service());
    }

    private FakeConnection logsIn(String address) {
        FakeConnection client = stage.client(address);
        client.says("TOKEN cached\n");
        stage.loop.runTasks();
        return client;
    }

    /** The first login, which has to connect. */
    private void firstLogin() {
        logsIn("203.0.113.1:1");
        stage.backendConnects();
        if (stage.backendTls == BackendTlsMode.IMPLICIT) {
            stage.backend.finishesTls();
        }
        stage.backend.says("GREETING\nYES\n");
    }

    private FakeConnection prepared() {
        firstLogin();
        assertThat(stage.connects).isEqualTo(2);
        stage.nextBackendConnects();
        return stage.backend;
    }

    @Test
    void aLoginTakesTheConnectionThatWaitsAndItsGreeting() {
        FakeConnection waiting = prepared();
        waiting.says("GREETING\n");
        assertThat(waiting.heard()).isEmpty();
        FakeConnection client = logsIn("203.0.113.2:1");
        assertThat(stage.connects).isEqualTo(2);
        assertThat(waiting.heard()).contains("ada");
        waiting.says("YES\n");
        assertThat(client.heard()).contains("IN YES");
        assertThat(stage.connects).as("and the next one is prepared").isEqualTo(3);
    }

    @Test
    void aGreetingMayComeInPiecesAndLate() {
        FakeConnection waiting = prepared();
        waiting.says("GREE");
        FakeConnection client = logsIn("203.0.113.2:1");
        assertThat(waiting.heard()).isEmpty();
        waiting.says("TING\nYES\n");
        assertThat(client.heard()).contains("IN YES");
    }

    @Test
    void whatClosesWhileItWaitsIsForgotten() {
        FakeConnection waiting = prepared();
        waiting.says("GREETING\n");
        waiting.endsInput();
        assertThat(waiting.closed).isTrue();
        logsIn("203.0.113.2:1");
        assertThat(stage.connects).isEqualTo(3);
    }

    @Test
    void whatTurnsOutToBeDeadIsReplacedAndTheClientHearsNothing() {
        FakeConnection waiting = prepared();
        waiting.says("GREETING\n");
        FakeConnection client = logsIn("203.0.113.2:1");
        client.heard();
        waiting.isGone(ConnectionEnd.Kind.ABRUPT);
        assertThat(client.heard()).isEmpty();
        assertThat(stage.connects).isEqualTo(3);
        stage.nextBackendConnects();
        stage.backend.says("GREETING\nYES\n");
        assertThat(client.heard()).contains("IN YES");
    }

    @Test
    void aBackendThatHasAnsweredIsNotAskedTwice() {
        FakeConnection waiting = prepared();
        waiting.says("GREETING\n");
        FakeConnection client = logsIn("203.0.113.2:1");
        client.heard();
        waiting.says("Y");
        waiting.isGone(ConnectionEnd.Kind.ABRUPT);
        assertThat(client.heard()).contains("LATER " + BackendFailure.CONNECTION_LOST);
        assertThat(stage.connects).isEqualTo(2);
    }

    @Test
    void nothingWaitsLongerThanAMinuteAndNoneFollows() {
        FakeConnection waiting = prepared();
        waiting.says("GREETING\n");
        stage.loop.pass(Stage.longer(PreparedConnections.LONGEST_WAIT));
        assertThat(waiting.closed).isTrue();
        assertThat(stage.connects).isEqualTo(2);
    }

    @Test
    void noMoreWaitThanMay() {
        prepared();
        FakeConnection client = stage.client("203.0.113.2:1");
        client.says("TOKEN cached\n");
        client.isGone(ConnectionEnd.Kind.ABRUPT);
        stage.loop.runTasks();
        assertThat(stage.backend.closed || stage.backend.aborted)
                .as("a client that left takes its connection with it")
                .isTrue();
        assertThat(stage.connects).isEqualTo(2);
    }

    @Test
    void oneThatEndsBetweenTheTakingAndTheTakersTurnIsCountedOnce() {
        stage.prepared = 2;
        BackendService service = stage.service();
        PreparedConnections stock = new PreparedConnections(stage.connector, Deadlines.STANDARD);
        for (int i = 0; i < 2; i++) {
            stock.prepare(service, stage.loop);
            stage.nextBackendConnects();
        }
        assertThat(stock.take(service, stage.loop)).isNotNull();
        stage.backend.endsInput();
        assertThat(stock.count(service)).isEqualTo(1);
    }

    @Test
    void anEndlessGreetingIsCutOff() {
        FakeConnection waiting = prepared();
        waiting.says("x".repeat(8000));
        assertThat(waiting.closed).isFalse();
        waiting.says("x".repeat(200));
        assertThat(waiting.closed).isTrue();
    }

    @Test
    void aConnectThatFailsMakesRoomForAnother() {
        firstLogin();
        stage.backendRefuses();
        logsIn("203.0.113.2:1");
        stage.nextBackendConnects();
        stage.backend.says("GREETING\nYES\n");
        assertThat(stage.connects).isEqualTo(4);
    }

    @Test
    void implicitTlsIsUpBeforeTheLogin() {
        stage.backendTls = BackendTlsMode.IMPLICIT;
        stage.routes = SoleBackend.of(stage.service());
        firstLogin();
        stage.nextBackendConnects();
        FakeConnection waiting = stage.backend;
        assertThat(waiting.tlsStarted).isTrue();
        waiting.finishesTls();
        FakeConnection client = logsIn("203.0.113.2:1");
        assertThat(waiting.tlsStarted).as("a second time").isFalse();
        waiting.says("GREETING\nYES\n");
        assertThat(client.heard()).contains("IN YES");
    }

    @Test
    void aHandshakeThatHangsIsGivenUp() {
        stage.backendTls = BackendTlsMode.IMPLICIT;
        stage.routes = SoleBackend.of(stage.service());
        firstLogin();
        stage.nextBackendConnects();
        stage.loop.pass(Stage.longer(Deadlines.STANDARD.backendLogin()));
        assertThat(stage.backend.closed).isTrue();
    }

    @Test
    void withoutTheSettingNobodyWaits() {
        stage.prepared = 0;
        stage.routes = SoleBackend.of(stage.service());
        firstLogin();
        assertThat(stage.connects).isEqualTo(1);
    }

    @Test
    void noConnectionBeginsWithTheAddressOfAClientToCome() {
        stage.forwarding = AddressForwarding.PROXY_V2;
        assertThatThrownBy(stage::service).isInstanceOf(IllegalArgumentException.class);
    }
}
