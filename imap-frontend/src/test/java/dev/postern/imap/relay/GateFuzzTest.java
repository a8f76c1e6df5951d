package dev.postern.imap.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Mutated sessions, cut in two ways: nothing throws, and the cut changes nothing of what arrives. */
class GateFuzzTest {
    private static final long SEED = 20_260_102;
    private static final int RUNS = 4000;

    private static final List<String> CLIENT = List.of(
            "a NOOP\r\n",
            "b LOGIN {3+}\r\nabc {2}\r\n",
            "c APPEND INBOX {5+}\r\nhello\r\n",
            "d UID FETCH 1 (X {4}\r\n",
            "e ID (\"x-originating-ip\" \"1.2.3.4\")\r\n",
            "f ID NIL\r\n",
            "g IDLE\r\nDONE\r\n",
            "h UNAUTHENTICATE\r\n",
            "\"\\\"{3+}\r\n");

    private static final List<String> BACKEND = List.of(
            "* 1 FETCH (BODY[] {5}\r\nhello)\r\n",
            "a OK done\r\n",
            "b OK done\r\n",
            "c BAD no\r\n",
            "+ OK\r\n",
            "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n",
            "* BAD no\r\n",
            "d NO [CAPABILITY STARTTLS x] no\r\n",
            "h OK done\r\n");

    @Test
    void nothingThrowsAndTheCutChangesNothing() {
        Random random = new Random(SEED);
        for (int run = 0; run < RUNS; run++) {
            RecordedSides whole = new RecordedSides(100_000, false);
            RecordedSides cut = new RecordedSides(1 + random.nextInt(9), random.nextBoolean());
            for (int step = random.nextInt(12); step >= 0 && whole.violation().isEmpty(); step--) {
                boolean client = random.nextBoolean();
                String octets = mutated(client ? CLIENT : BACKEND, random);
                for (RecordedSides sides : List.of(whole, cut)) {
                    if (client) {
                        sides.clientSends(octets);
                    } else {
                        sides.backendSends(octets);
                    }
                }
            }
            assertThat(cut.violation()).isEqualTo(whole.violation());
            if (whole.violation().isEmpty()) {
                assertThat(cut.gate().quiet()).isEqualTo(whole.gate().quiet());
            }
        }
    }

    private static String mutated(List<String> pieces, Random random) {
        StringBuilder text = new StringBuilder(pieces.get(random.nextInt(pieces.size())));
        for (int changes = random.nextInt(3) - 1; changes > 0; changes--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                case 1 -> text.insert(at, text.substring(at));
                default -> text.insert(at, pieces.get(random.nextInt(pieces.size())));
            }
        }
        return text.toString();
    }
}
