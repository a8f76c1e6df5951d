package dev.postern.imap.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.backend.AddressForwarding;
import dev.postern.core.backend.BackendFailure;
import dev.postern.core.backend.BackendIdentity;
import dev.postern.core.backend.BackendService;
import dev.postern.core.backend.BackendTlsMode;
import dev.postern.core.backend.LoginMethod;
import dev.postern.core.backend.MasterPassword;
import dev.postern.core.backend.MasterUser;
import dev.postern.core.session.BackendAnswer;
import dev.postern.core.session.BackendLogin;
import dev.postern.core.session.BackendPeer;
import dev.postern.core.session.Client;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a single dialogue with a backend says, and what of it the log may see. */
class ImapBackendTest implements BackendPeer {
    private final List<String> events = new ArrayList<>();
    private int reached;

    /** Hazard 1, the response side. */
    @Test
    void bytesBehindTheGoAheadForTlsEndTheLogin() {
        ImapBackend backend = login(LoginMethod.PLAIN_AUTHORIZATION_IDENTITY, BackendTlsMode.STARTTLS, "secret");
        say(backend, "* OK ready\r\n", "P1 OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n");
        assertThat(events)
                .containsExactly(
                        "send P1 STARTTLS\r\n", "failed PROTOCOL_VIOLATION bytes behind the answer to STARTTLS");
        assertThat(backend.doing()).isEqualTo("sending STARTTLS");
    }

    /** Hazard 23: a password that no quoted string carries everywhere goes in a literal. */
    @Test
    void aPasswordIsQuotedOrGoesInALiteral() {
        say(login(LoginMethod.LOGIN_SEPARATOR, BackendTlsMode.NONE, "a\"b\\c"), "* OK ready\r\n");
        say(
                login(LoginMethod.LOGIN_SEPARATOR, BackendTlsMode.NONE, "p\u00e4ss"),
                "* OK ready\r\n",
                "+ OK\r\n",
                "P1 OK in\r\n");
        assertThat(events)
                .containsExactly(
                        "send P1 LOGIN \"ada*master\" \"a\\\"b\\\\c\"\r\n",
                        "send P1 LOGIN \"ada*master\" {5}\r\n",
                        "send p\u00c3\u00a4ss\r\n",
                        "done OK in");
    }

    /** Hazard 21: a backend that quotes what it refuses does not bring our secret into the log. */
    @Test
    void aRefusalThatQuotesUsIsRedacted() {
        ImapBackend backend = login(LoginMethod.PLAIN_AUTHORIZATION_IDENTITY, BackendTlsMode.NONE, "secret");
        say(backend, "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n");
        String response = "YWRhAG1hc3RlcgBzZWNyZXQ=";
        assertThat(events).containsExactly("send P1 AUTHENTICATE PLAIN " + response + "\r\n");
        say(backend, "P1 BAD what is " + response + " or secret?\r\n");
        assertThat(events.get(1)).isEqualTo("failed MISCONFIGURED BAD what is [redacted] or [redacted]?");
    }

    @Test
    void aProbeAsksWhereTheGreetingDoesNotTellAndLeaves() {
        ImapBackend told = ImapBackend.probe(service(LoginMethod.LOGIN_SEPARATOR, BackendTlsMode.NONE, "x"), this);
        say(told, "* OK [CAPABILITY IMAP4rev1 IDLE] ready\r\n");
        ImapBackend asked = ImapBackend.probe(service(LoginMethod.LOGIN_SEPARATOR, BackendTlsMode.NONE, "x"), this);
        say(asked, "* OK ready\r\n", "* CAPABILITY IMAP4rev1\r\nP1 OK\r\n");
        assertThat(events)
                .containsExactly(
                        "send P1 LOGOUT\r\n",
                        "done [IMAP4rev1, IDLE]",
                        "send P1 CAPABILITY\r\n",
                        "send P2 LOGOUT\r\n",
                        "done [IMAP4rev1]");
    }

    @Test
    void aBackendIsReachedWhenItHasGreetedAndIsInTls() {
        say(login(LoginMethod.LOGIN_SEPARATOR, BackendTlsMode.NONE, "secret"), "* BYE full\r\n");
        assertThat(reached).isZero();
        say(login(LoginMethod.LOGIN_SEPARATOR, BackendTlsMode.NONE, "secret"), "* OK ready\r\n");
        assertThat(reached).isOne();
        ImapBackend starting = login(LoginMethod.LOGIN_SEPARATOR, BackendTlsMode.STARTTLS, "secret");
        say(starting, "* OK ready\r\n", "P1 OK begin\r\n");
        assertThat(reached).isOne();
        starting.onTls();
        assertThat(reached).isEqualTo(2);
    }

    @Test
    void whatComesBehindTheDecisionIsLeftForTheClient() {
        ImapBackend backend = login(LoginMethod.LOGIN_SEPARATOR, BackendTlsMode.NONE, "secret");
        say(backend, "* OK ready\r\n");
        ByteBuffer bytes = ByteBuffer.wrap("P1 OK in\r\n* 3 EXISTS\r\n".getBytes(StandardCharsets.ISO_8859_1));
        backend.onBytes(bytes);
        assertThat(bytes.remaining()).isEqualTo("* 3 EXISTS\r\n".length());
    }

    private ImapBackend login(LoginMethod method, BackendTlsMode tls, String password) {
        Client.Facts facts = new Client.Facts(
                "S1", new InetSocketAddress("203.0.113.7", 1), new InetSocketAddress("198.51.100.1", 2));
        return ImapBackend.login(new BackendLogin(service(method, tls, password), "ada", facts, null), false, this);
    }

    private static BackendService service(LoginMethod method, BackendTlsMode tls, String password) {
        return new BackendService(
                "legacy",
                "imap",
                "backend.example.org",
                143,
                tls,
                tls == BackendTlsMode.NONE
                        ? null
                        : () -> {
                            throw new IllegalStateException("no TLS here");
                        },
                new BackendIdentity(method, new MasterUser("master", new MasterPassword(password)), '*'),
                AddressForwarding.NONE,
                0);
    }

    private static void say(ImapBackend backend, String... pieces) {
        backend.onConnected();
        for (String piece : pieces) {
            backend.onBytes(ByteBuffer.wrap(piece.getBytes(StandardCharsets.ISO_8859_1)));
        }
    }

    @Override
    public void send(String text) {
        events.add("send " + text);
    }

    @Override
    public void startTls() {
        events.add("startTls");
    }

    @Override
    public void reached() {
        reached++;
    }

    @Override
    public void done(BackendAnswer answer) {
        events.add("done " + (answer.completion().isEmpty() ? answer.preceding() : answer.completion()));
    }

    @Override
    public void failed(BackendFailure why, String detail) {
        events.add("failed " + why + " " + detail);
    }
}
