package dev.postern.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.smtp.wire.SmtpReplies;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Damaged sessions against a sloppy backend: one that ends lines at any LF, skips white space and takes part of what is
 * too long for a command. Whatever a client sends, such a backend hears no command that is not for clients.
 */
class SmtpGateFuzzTest {
    private static final String[] WORDS = {
        "XCLIENT LOGIN=bob",
        "DATA",
        "MAIL FROM:<a@b>",
        "RCPT TO:<c@d>",
        "RSET",
        "NOOP",
        "EHLO x",
        "BDAT 9",
        "BDAT 5 LAST",
        "AUTH PLAIN",
        ".",
        "..",
        "\r\n",
        "\r\n",
        "\r\n",
        "\n",
        "\r",
        " ",
        "\t",
        "\0",
        "\n.\n",
        "\r\n.\r\n",
        "\r\n.\r\n",
        "text",
        "\u00e4",
    };

    @Test
    void noClientSaysMoreThanItMay() {
        Random random = new Random(51764);
        for (int run = 0; run < 20_000; run++) {
            new SloppySession(random).play();
        }
    }

    private static final class SloppySession {
        private final Random random;
        private final SmtpGate gate = new SmtpGate(new SmtpReplies("mail.example.org"));
        private final RecordedSides sides = new RecordedSides();
        private final StringBuilder sent = new StringBuilder();
        private final boolean chunking;
        private boolean inMessage;
        private int chunkLeft;

        SloppySession(Random random) {
            this.random = random;
            this.chunking = random.nextBoolean();
        }

        void play() {
            for (int i = 0; i < 25 && sides.violation.isEmpty(); i++) {
                send(WORDS[random.nextInt(WORDS.length)]);
                if (random.nextInt(3) == 0) {
                    hear();
                }
            }
            hear();
            assertThat(sides.violation).as(shown()).isEmpty();
            assertThat(sides.client.toString()).as(shown()).matches("([2-5]\\d\\d[ -][ -~]*\r\n)*");
        }

        private void send(String octets) {
            sent.append(octets);
            gate.onClientBytes(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)), sides);
        }

        /** The backend reads all that has come, answers, and what the answers have let through. */
        private void hear() {
            String reply = readLine();
            while (reply != null) {
                if (!reply.isEmpty()) {
                    gate.onBackendBytes(ByteBuffer.wrap(reply.getBytes(StandardCharsets.ISO_8859_1)), sides);
                }
                reply = readLine();
            }
        }

        private @Nullable String readLine() {
            if (chunkLeft > 0) {
                int taken = Math.min(chunkLeft, sides.backend.length());
                sides.backend.delete(0, taken);
                chunkLeft -= taken;
            }
            int end = sides.backend.indexOf("\n");
            if (end < 0 || chunkLeft > 0) {
                return null;
            }
            String line = sides.backend.substring(0, end).replaceAll("\r+$", "");
            sides.backend.delete(0, end + 1);
            return inMessage ? onContent(line) : onCommand(line.stripLeading());
        }

        private String onContent(String line) {
            inMessage = !line.equals(".");
            return inMessage ? "" : "250 queued\r\n";
        }

        private String onCommand(String line) {
            String verb = line.split("\\s", 2)[0];
            assertThat(verb).as(shown()).isIn("DATA", "MAIL", "RCPT", "RSET", "NOOP", "EHLO", "BDAT");
            assertThat(line.stripTrailing())
                    .as(shown())
                    .doesNotContainPattern("[\\x00-\\x1f]")
                    .hasSizeLessThan(2000);
            return switch (verb) {
                case "DATA" -> {
                    inMessage = random.nextBoolean();
                    yield inMessage ? "354 go ahead\r\n" : "554 no\r\n";
                }
                case "EHLO" -> chunking ? "250-x\r\n250-XCLIENT LOGIN\r\n250 CHUNKING\r\n" : "250 x\r\n";
                case "BDAT" -> {
                    assertThat(chunking).as(shown()).isTrue();
                    chunkLeft = Integer.parseInt(line.split(" ", 3)[1]);
                    yield "250 octets\r\n";
                }
                default -> "250 ok\r\n";
            };
        }

        private String shown() {
            return sent.toString().replace("\r", "\\r").replace("\n", "\\n");
        }
    }
}
