package dev.postern.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.smtp.wire.SmtpReplies;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SmtpGateTest {
    private static final int BUFFER = 16 * 1024;

    private final SmtpGate gate = new SmtpGate(new SmtpReplies("mail.example.org"));
    private final RecordedSides sides = new RecordedSides();

    @Test
    void messageDataIsNotCopied() {
        beginMessage();
        String message = ("x".repeat(76) + "\r\n").repeat(13_000);
        int buffers = send(message + ".\r\n", BUFFER);
        assertThat(sides.backend).hasToString(message + ".\r\n");
        assertThat(sides.writes).isLessThanOrEqualTo(buffers + 3);
        // A CR that ends a buffer waits for the next one.
        assertThat(sides.copied).isLessThan(10);
    }

    @Test
    void aPipelinedGroupGoesOutInOneWrite() {
        String group = "MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n";
        send(group, BUFFER);
        assertThat(sides.backend).hasToString(group);
        assertThat(sides.writes).isOne();
        assertThat(sides.copied).isZero();
    }

    @Test
    void aMessageOfBareLineFeedsIsGatheredForFewWrites() {
        beginMessage();
        String message = ("x".repeat(76) + "\n").repeat(10_000);
        int buffers = send(message + "\r\n.\r\n", BUFFER);
        assertThat(sides.backend).hasToString(message.replace("\n", "\r\n") + "\r\n.\r\n");
        assertThat(sides.writes).isLessThanOrEqualTo(buffers + 3);
    }

    @Test
    void itIsQuietOutsideCommandsAndTransactions() {
        assertThat(gate.quiet()).isTrue();
        send("NO", BUFFER);
        assertThat(gate.quiet()).as("half a command").isFalse();
        send("OP\r\n", BUFFER);
        assertThat(gate.quiet()).as("a reply awaited").isFalse();
        hear("250 Ok");
        assertThat(gate.quiet()).as("half a reply").isFalse();
        hear("\r\n");
        assertThat(gate.quiet()).isTrue();
        send("MAIL FROM:<a@example.org>\r\n", BUFFER);
        hear("250 Ok\r\n");
        assertThat(gate.quiet()).as("a transaction").isFalse();
        send("RSET\r\n", BUFFER);
        hear("250 Ok\r\n");
        assertThat(gate.quiet()).isTrue();
        send("MAIL FROM:<a@example.org>\r\n", BUFFER);
        hear("550 No\r\n");
        assertThat(gate.quiet()).as("a transaction refused").isTrue();
    }

    @Test
    void itIsNotQuietInAMessageAndIsAgainBehindIt() {
        beginMessage();
        send("text\r\n", BUFFER);
        assertThat(gate.quiet()).isFalse();
        send(".\r\n", BUFFER);
        assertThat(gate.quiet()).isFalse();
        hear("250 queued\r\n");
        assertThat(gate.quiet()).isTrue();
    }

    @Test
    void quitIsTheClientsOwnEnd() {
        send("QUI", BUFFER);
        assertThat(gate.leaving()).isFalse();
        send("T\r\n", BUFFER);
        assertThat(gate.leaving()).isTrue();
    }

    @Test
    void aFloodOfCommandsEndsTheSession() {
        // Hazard 28: the queue of replies is bounded.
        send("NOOP\r\n".repeat(5000), BUFFER);
        assertThat(sides.violation).contains("too many commands");
    }

    @Test
    void aFloodBehindDataEndsTheSession() {
        send("DATA\r\n", BUFFER);
        send("x".repeat(100_000), BUFFER);
        assertThat(sides.violation).contains("too much behind DATA");
    }

    @Test
    void aCommandWithoutEndEndsTheSession() {
        send("x".repeat(100_000), BUFFER);
        assertThat(sides.violation).contains("without end");
        send("NOOP\r\n", BUFFER);
        assertThat(sides.backend).isEmpty();
    }

    @Test
    void aHundredRecipientsSentAheadAreFine() {
        send("RCPT TO:<b@example.org>\r\n".repeat(1000), BUFFER);
        hear("250 Ok\r\n".repeat(1000));
        assertThat(sides.client).hasToString("250 Ok\r\n".repeat(1000));
        assertThat(sides.violation).isEmpty();
    }

    @Test
    void lineOctetsAreFoundWhereverTheyAre() {
        Random random = new Random(8);
        for (int run = 0; run < 2000; run++) {
            byte[] octets = new byte[1 + random.nextInt(40)];
            random.nextBytes(octets);
            for (int i = 0; i < octets.length; i++) {
                octets[i] = random.nextInt(30) > 0 ? octets[i] : (byte) (random.nextBoolean() ? '\r' : '\n');
            }
            int expected = 0;
            while (expected < octets.length && octets[expected] != '\r' && octets[expected] != '\n') {
                expected++;
            }
            assertThat(LineOctets.next(ByteBuffer.wrap(octets), 0)).isEqualTo(expected);
        }
    }

    private void beginMessage() {
        send("DATA\r\n", BUFFER);
        hear("354 Go ahead\r\n");
        sides.backend.setLength(0);
        sides.writes = 0;
        sides.copied = 0;
    }

    private int send(String octets, int size) {
        int buffers = 0;
        for (int at = 0; at < octets.length(); at += size) {
            String piece = octets.substring(at, Math.min(octets.length(), at + size));
            ByteBuffer bytes = ByteBuffer.wrap(piece.getBytes(StandardCharsets.ISO_8859_1));
            sides.given = bytes;
            gate.onClientBytes(bytes, sides);
            assertThat(bytes.hasRemaining()).isFalse();
            buffers++;
        }
        return buffers;
    }

    private void hear(String octets) {
        gate.onBackendBytes(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)), sides);
    }

    /** Hazard 26: refused wherever it stands in a pipeline, and each one counted. */
    @Test
    void claimsOfAProxyAreCounted() {
        send("XCLIENT LOGIN=bob\r\nNOOP\r\nxforward ADDR=192.0.2.1\r\nXCLIENT ADDR=192.0.2.1\r\n", 7);
        hear("250 Ok\r\n");
        assertThat(sides.backend).hasToString("NOOP\r\n");
        assertThat(sides.forgeries).isEqualTo(3);
    }
}
