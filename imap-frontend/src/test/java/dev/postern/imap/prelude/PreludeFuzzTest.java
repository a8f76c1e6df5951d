package dev.postern.imap.prelude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.session.PreludeLimits;
import dev.postern.core.testing.TestGrant;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.Verdict;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mutated dialogues in every state of the client's side: nothing throws, and nothing is said or held beyond limits. */
class PreludeFuzzTest {
    private static final long SEED = 20_260_101;
    private static final int RUNS = 1500;
    private static final int MOST_SAID = 100_000;

    private static final String RESPONSE = Base64.getEncoder()
            .encodeToString("n,a=ada@example.org,\u0001auth=Bearer good\u0001\u0001".getBytes(StandardCharsets.UTF_8));

    private static final List<String> PIECES = List.of(
            "a1 CAPABILITY\r\n",
            "a NOOP\r\n",
            "b ID (\"name\" {3}\r\nabc)\r\n",
            "b ID (\"name\" {3+}\r\nabc \"v\" NIL)\r\n",
            "c LOGIN {5+}\r\nabcde {4}\r\n",
            "d AUTHENTICATE OAUTHBEARER " + RESPONSE + "\r\n",
            "e AUTHENTICATE XOAUTH2\r\n",
            RESPONSE + "\r\n",
            "*\r\n",
            "\r\n",
            "f STARTTLS\r\n",
            "g LOGOUT\r\n",
            "{99999999999999999999+}\r\n",
            "((((((((\r\n",
            "\"\\\"\r\n",
            "\0\n\r");

    /** How a dialogue is brought where the fuzzing begins. */
    enum Start {
        PLAINTEXT(""),
        NOT_AUTHENTICATED(""),
        IN_A_LITERAL("z ID (\"name\" {7+}\r\nab"),
        AWAITING_RESPONSE("z AUTHENTICATE OAUTHBEARER\r\n"),
        AWAITING_VERDICT("z AUTHENTICATE OAUTHBEARER " + RESPONSE + "\r\n"),
        AWAITING_ACKNOWLEDGEMENT("z AUTHENTICATE OAUTHBEARER " + RESPONSE + "\r\n"),
        LOGGING_IN("z AUTHENTICATE OAUTHBEARER " + RESPONSE + "\r\n");

        private final String words;

        Start(String words) {
            this.words = words;
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingThrowsAndNothingGrows(Start start) {
        Random random = new Random(SEED);
        for (int run = 0; run < RUNS; run++) {
            new Run(random).play(start);
        }
    }

    private static final class Run {
        private final Random random;
        private final RecordedClient client = new RecordedClient();
        private final ImapPrelude prelude = new ImapPrelude(client, PreludeLimits.STANDARD);
        private String held = "";
        private int answered;

        Run(Random random) {
            this.random = random;
        }

        void play(Start start) {
            prelude.onOpen(start != Start.PLAINTEXT);
            feed(start.words);
            if (start == Start.AWAITING_ACKNOWLEDGEMENT) {
                answered++;
                prelude.onVerdict(refused());
            } else if (start == Start.LOGGING_IN) {
                answered++;
                prelude.onVerdict(accepted());
            }
            for (int step = random.nextInt(30); step >= 0 && !client.closed(); step--) {
                if (random.nextInt(3) > 0) {
                    feed(mutated());
                }
                answer();
                assertThat(client.said.length()).isLessThan(MOST_SAID);
            }
        }

        private String mutated() {
            StringBuilder text = new StringBuilder(PIECES.get(random.nextInt(PIECES.size())));
            for (int changes = random.nextInt(3); changes > 0 && text.length() > 0; changes--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(4)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                    case 1 -> text.deleteCharAt(at);
                    case 2 -> text.insert(at, text.substring(at));
                    default -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                }
            }
            return text.toString();
        }

        /** As the core does: what was not taken is offered again, with newer octets behind it. */
        private void feed(String octets) {
            String all = held + octets;
            client.acknowledgementAwaited &= all.isEmpty();
            ByteBuffer bytes = ByteBuffer.wrap(all.getBytes(StandardCharsets.ISO_8859_1));
            prelude.onBytes(bytes);
            held = all.substring(bytes.position());
        }

        private void answer() {
            if (client.closed() || client.done.size() <= answered) {
                return;
            }
            answered = client.done.size();
            switch (client.last()) {
                case "verify" -> prelude.onVerdict(random.nextBoolean() ? accepted() : refused());
                case "logIn" -> prelude.onLoginFailed(BackendFailure.UNAVAILABLE);
                case "awaitAcknowledgement" -> {
                    if (client.acknowledgementAwaited && held.isEmpty() && random.nextBoolean()) {
                        prelude.onAcknowledgementOverdue();
                    }
                }
                case "startTls" -> {
                    assertThat(held).isEmpty();
                    prelude.onTls();
                }
                default -> {}
            }
            feed("");
        }

        private static Verdict accepted() {
            return TestGrant.accepted("ada");
        }

        private static Verdict refused() {
            return new Verdict.Refused(TokenRefusal.EXPIRED, "", "", "");
        }
    }
}
