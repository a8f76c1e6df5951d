package dev.postern.smtp.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.backend.AddressForwarding;
import dev.postern.core.backend.BackendFailure;
import dev.postern.core.backend.BackendIdentity;
import dev.postern.core.backend.BackendService;
import dev.postern.core.backend.BackendTlsMode;
import dev.postern.core.backend.LoginMethod;
import dev.postern.core.backend.MasterPassword;
import dev.postern.core.backend.MasterUser;
import dev.postern.core.session.BackendLogin;
import dev.postern.core.session.Client;
import dev.postern.smtp.wire.HelloName;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SmtpBackendTest {
    private static final String HELLO =
            "220 postfix.example.org\r\n250-postfix.example.org\r\n250 AUTH PLAIN LOGIN\r\n";
    private static final Client.Facts IPV6 = new Client.Facts(
            "Session01", new InetSocketAddress("2001:db8::7", 40001), new InetSocketAddress("2001:db8::1", 8443));

    private final RecordedPeer peer = new RecordedPeer();

    // RFC 4954 §6, RFC 5248 §3, and Postfix's words.
    @ParameterizedTest
    @CsvSource({
        "535 5.7.8 Error: authentication failed:, MASTER_REFUSED",
        "525 5.7.13 disabled, MAILBOX_REFUSED",
        "454 4.7.0 Temporary authentication failure, UNAVAILABLE",
        "421 4.7.0 mx Error: too many connections from 192.0.2.1, TOO_MANY_CONNECTIONS",
        "421 4.3.0 closing, UNAVAILABLE",
        "432 4.7.12 a password transition is needed, UNAVAILABLE",
        "504 5.5.4 unknown mechanism, MISCONFIGURED",
        "534 5.7.9 too weak, MISCONFIGURED",
        "538 5.7.11 encryption required, MISCONFIGURED",
        "530 5.7.0 Must issue a STARTTLS command first, MISCONFIGURED",
        "503 5.5.1 Error: authentication not enabled, MISCONFIGURED",
        "250 2.0.0 what, PROTOCOL_VIOLATION",
        "334 more, PROTOCOL_VIOLATION",
    })
    void aRefusalHasItsName(String reply, BackendFailure expected) {
        hear(login(LoginMethod.PLAIN_AUTHORIZATION_IDENTITY), HELLO + reply + "\r\n");
        assertThat(peer.failure).contains(expected);
    }

    @ParameterizedTest
    @EnumSource(
            value = LoginMethod.class,
            names = {"PLAIN_AUTHORIZATION_IDENTITY", "PLAIN_SEPARATOR"})
    void theLogNeverHearsThePassword(LoginMethod method) {
        // Hazard 21: some servers quote the line that they refuse.
        SmtpBackend backend = login(method);
        hear(backend, HELLO);
        String response = peer.said.substring(peer.said.lastIndexOf(" ") + 1).strip();
        hear(backend, "501 5.5.4 what is " + response + " with hunter2hunter2\r\n");
        assertThat(peer.detail).isEqualTo("501 5.5.4 what is [redacted] with [redacted]");
    }

    @Test
    void aBackendIsReachedWhenItHasGreeted() {
        hear(login(LoginMethod.PLAIN_SEPARATOR), "421 4.3.2 full\r\n");
        assertThat(peer.reached).isZero();
        hear(login(LoginMethod.PLAIN_SEPARATOR), "220 postfix.example.org\r\n");
        assertThat(peer.reached).isOne();
    }

    @Test
    void aProbeTellsWhatTheBackendCanDoAndLeaves() {
        SmtpBackend probe = SmtpBackend.probe(service(LoginMethod.PLAIN_SEPARATOR), "mail.example.org", peer);
        probe.onConnected();
        hear(probe, "220 postfix.example.org\r\n250-postfix.example.org\r\n250-SIZE 1000\r\n250 DSN\r\n");
        assertThat(peer.said).hasToString("EHLO mail.example.org\r\nQUIT\r\n");
        assertThat(peer.answer.orElseThrow().preceding()).containsExactly("SIZE 1000", "DSN");
    }

    @Test
    void anAddressOfVersion6HasItsMark() {
        assertThat(ClientForwarding.of(List.of("ADDR", "PORT", "DESTADDR"), IPV6, new HelloName("c"), Optional.empty()))
                .containsExactly(
                        "XCLIENT DESTADDR=IPV6:2001:db8:0:0:0:0:0:1 PORT=40001 ADDR=IPV6:2001:db8:0:0:0:0:0:7");
    }

    @Test
    void whateverABackendSaysTheDialogueEndsAtMostOnceAndNeverByItself() {
        Random random = new Random(4954);
        String[] script = {
            "220 postfix.example.org\r\n",
            "250-a\r\n",
            "250 AUTH PLAIN LOGIN\r\n",
            "334 VXNl\r\n",
            "334 UGFz\r\n",
            "235 2.7.0 Ok\r\n"
        };
        for (int run = 0; run < 20_000; run++) {
            LoginMethod method = random.nextBoolean() ? LoginMethod.LOGIN_SEPARATOR : LoginMethod.PLAIN_SEPARATOR;
            RecordedPeer heard = new RecordedPeer();
            SmtpBackend backend = login(method, heard);
            StringBuilder octets = new StringBuilder(String.join("", script));
            for (int i = random.nextInt(5); i > 0; i--) {
                octets.setCharAt(random.nextInt(octets.length()), (char) random.nextInt(256));
            }
            for (int at = 0; at < octets.length(); at += 7) {
                hear(backend, octets.substring(at, Math.min(octets.length(), at + 7)));
            }
            assertThat(heard.endings).isLessThanOrEqualTo(1);
            if (heard.answer.isPresent()) {
                assertThat(heard.answer.get().completion()).startsWith("235 ");
            }
        }
    }

    private SmtpBackend login(LoginMethod method) {
        return login(method, peer);
    }

    private static SmtpBackend login(LoginMethod method, RecordedPeer heard) {
        Client.Facts client = new Client.Facts(
                "Session01", new InetSocketAddress("203.0.113.7", 40001), new InetSocketAddress("198.51.100.1", 8443));
        BackendLogin login = new BackendLogin(service(method), "ada@example.org", client, null);
        SmtpBackend backend = SmtpBackend.login(login, new HelloName("client.example.org"), heard);
        backend.onConnected();
        return backend;
    }

    private static BackendService service(LoginMethod method) {
        return new BackendService(
                "legacy",
                "smtp",
                "127.0.0.1",
                587,
                BackendTlsMode.NONE,
                null,
                identity(method),
                AddressForwarding.NONE,
                0);
    }

    private static BackendIdentity identity(LoginMethod method) {
        return new BackendIdentity(method, new MasterUser("master", new MasterPassword("hunter2hunter2")), '*');
    }

    private static void hear(SmtpBackend backend, String octets) {
        backend.onBytes(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** XCLIENT_README: 255 octets of a value, 512 of a command; login and address need one command. */
    @Test
    void aMailboxThatXclientCannotCarryIsNeverNamed() {
        assertThat(ClientForwarding.holds("a".repeat(255), true)).isTrue();
        assertThat(ClientForwarding.holds("a".repeat(256), false)).isFalse();
        assertThat(ClientForwarding.holds("+".repeat(140), true)).isTrue();
        assertThat(ClientForwarding.holds("+".repeat(170), true)).isFalse();
        List<String> supported =
                List.of("NAME", "ADDR", "PORT", "PROTO", "HELO", "LOGIN", "REVERSE_NAME", "DESTADDR", "DESTPORT");
        Random random = new Random(255);
        for (int run = 0; run < 2_000; run++) {
            String mailbox = (random.nextBoolean() ? "+" : "a").repeat(1 + random.nextInt(255));
            if (ClientForwarding.holds(mailbox, true)) {
                List<String> commands = ClientForwarding.of(
                        supported, IPV6, new HelloName("c".repeat(1 + random.nextInt(255))), Optional.of(mailbox));
                assertThat(commands).allMatch(command -> command.length() + 2 <= 512);
                assertThat(commands.get(commands.size() - 1)).contains(" ADDR=", " LOGIN=");
                assertThat(String.join("", commands))
                        .contains(
                                supported.stream().map(name -> " " + name + "=").toList());
            }
        }
    }
}
