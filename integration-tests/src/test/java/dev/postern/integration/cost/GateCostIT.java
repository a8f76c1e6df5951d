package dev.postern.integration.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.session.MailProtocol;
import dev.postern.core.testing.TestCertificates;
import dev.postern.imap.ImapProtocol;
import dev.postern.imap.ImapSettings;
import dev.postern.smtp.SmtpProtocol;
import dev.postern.smtp.SmtpSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The relay with its gate beside the very same relay without: CPU of the I/O thread for the same transfer, in turns, the
 * least of each counted, because whatever else runs on the machine only ever adds.
 */
@SuppressWarnings("NullAway.Init")
class GateCostIT {
    private static final int MESSAGE = 48 * 1024 * 1024;
    private static final int WARM_UP = 5;
    private static final int ROUNDS = 7;
    /** A tenth is what the gates cost at most on a quiet machine; the rest is for those that are not. */
    private static final double MOST = 1.25;
    /** Of a whole warm-up and measurement, which are repeated where the machine was too busy to tell. */
    private static final int ATTEMPTS = 3;

    private TestCertificates certificates;

    @BeforeEach
    void certificates(@TempDir Path folder) throws Exception {
        certificates = TestCertificates.in(folder);
    }

    @Test
    void watching_a_download_costs_little() throws Exception {
        byte[] message = message();
        try (BulkBackend backend = new BulkBackend(message, false)) {
            compare("download", new ImapProtocol(ImapSettings.STANDARD), backend.port(), client -> {
                client.ask("a AUTHENTICATE OAUTHBEARER " + bearer(), "a OK");
                return () -> {
                    client.send("b FETCH 1 BODY[]\r\n");
                    client.lineWith("* 1 FETCH");
                    client.skip(message.length);
                    client.lineWith("b OK");
                };
            });
        }
    }

    @Test
    void watching_a_message_on_its_way_out_costs_little() throws Exception {
        byte[] message = message();
        try (BulkBackend backend = new BulkBackend(message, true)) {
            compare("upload", new SmtpProtocol(SmtpSettings.standard("mail.example.org")), backend.port(), client -> {
                client.ask("EHLO client.example\r\nAUTH OAUTHBEARER " + bearer(), "235");
                return () -> {
                    client.ask("MAIL FROM:<ada@example.org>", "250");
                    client.ask("RCPT TO:<bob@example.org>", "250");
                    client.ask("DATA", "354");
                    client.send(message);
                    client.ask(".", "250");
                };
            });
        }
    }

    /** Lines as mail has them: 76 octets and CRLF. */
    static byte[] message() {
        byte[] line = ("x".repeat(76) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] message = new byte[MESSAGE / line.length * line.length];
        for (int at = 0; at < message.length; at += line.length) {
            System.arraycopy(line, 0, message, at, line.length);
        }
        return message;
    }

    static String bearer() {
        return Base64.getEncoder()
                .encodeToString(
                        "n,a=ada@example.org,\u0001auth=Bearer good\u0001\u0001".getBytes(StandardCharsets.ISO_8859_1));
    }

    private void compare(String what, MailProtocol protocol, int backend, RelayedClient.Login login) throws Exception {
        double ratio = Double.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && ratio > MOST; i++) {
            ratio = Math.min(ratio, ratio(what, protocol, backend, login));
        }
        assertThat(ratio)
                .as("CPU of the watched %s to that of the bare one", what)
                .isLessThanOrEqualTo(MOST);
    }

    private double ratio(String what, MailProtocol protocol, int backend, RelayedClient.Login login) throws Exception {
        try (RelayedClient watched = new RelayedClient(certificates, protocol, backend, login);
                RelayedClient bare = new RelayedClient(certificates, new Unwatched(protocol), backend, login)) {
            long[] with = new long[ROUNDS];
            long[] without = new long[ROUNDS];
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                long first = bare.transfer();
                long second = watched.transfer();
                if (round >= 0) {
                    without[round] = first;
                    with[round] = second;
                }
            }
            double least = Arrays.stream(with).min().orElseThrow();
            double ratio = least / Arrays.stream(without).min().orElseThrow();
            System.out.printf(
                    "gate: %s watched %.3f s/GiB, ratio to bare %.3f%n", what, least / MESSAGE * 1.073741824, ratio);
            return ratio;
        }
    }
}
