package dev.postern.imap.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// A wire line is easier to check where its CRLF can be seen.
@SuppressWarnings("StringConcatToTextBlock")
class ImapGateTest {
    private static final String REFUSAL = " BAD Not possible in this session\r\n";

    /** Every test runs with every size of chunk, in arrays and outside of them. */
    private static void inEveryChunking(Consumer<RecordedSides> dialogue) {
        for (int chunk : List.of(1, 2, 3, 4, 5, 7, 11, 16, 23, 64, 100_000)) {
            dialogue.accept(new RecordedSides(chunk, false));
            dialogue.accept(new RecordedSides(chunk, true));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a NOOP\r\n",
                "a NOOP\r\nb SELECT INBOX\r\nc UID FETCH 1:* (FLAGS BODY[])\r\n",
                "a IDLE\r\nDONE\r\nb NOOP\r\n",
                "\r\n\r\na NOOP\r\n",
                "a SEARCH SUBJECT \"LOGIN {3}\" UNSEEN\r\nb NOOP\r\n",
                "a APPEND \"Sent Mail\" (\\Seen $x) \"24-Nov-2026 10:00:00 +0000\" {22+}\r\nx LOGIN ada secret\r\n\r\n\r\nb NOOP\r\n",
                "a APPEND INBOX {12+}\r\nx STARTTLS\r\n (\\Seen) ~{3+}\r\n\0\0\0\r\nb NOOP\r\n",
                "a LIST \"\" {0+}\r\n\r\nb NOOP\r\n",
                "a ID (\"name\" \"x\" \"vendor\" NIL)\r\n",
                "a ID NIL\r\n",
                "a IDENTIFY x\r\nb LOGINX\r\nc X-LOGIN\r\nLOGIN NOOP\r\n",
                "a ENABLE UTF8=ACCEPT\r\n",
                "a NOOP\nb NOOP\n",
                "a \r\nb\r\n"
            })
    void everythingElsePassesOctetByOctet(String commands) {
        inEveryChunking(sides -> {
            sides.clientSends(commands);
            assertThat(sides.atBackend()).isEqualTo(commands);
            assertThat(sides.violation()).isEmpty();
        });
    }

    /** Hazard 29 in IMAP's words. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOGIN ada secret",
                "login \"ada\" \"secret\"",
                "AUTHENTICATE PLAIN AGFkYQBzZWNyZXQ=",
                "StartTLS",
                "UNAUTHENTICATE",
                "UNAUTHENTICATE(",
                "COMPRESS DEFLATE",
                "LOGIN {3+}\r\nada {6+}\r\nsecret",
                "LOGIN {12+}\r\nx STARTTLS\r\n {3+}\r\nxyz"
            })
    void aSecondLoginNeverReachesTheBackend(String command) {
        inEveryChunking(sides -> {
            sides.clientSends("a NOOP\r\nb " + command + "\r\nc NOOP\r\n");
            assertThat(sides.atBackend()).isEqualTo("a NOOP\r\nb NOOP\r\nc NOOP\r\n");
            sides.backendSends("a OK done\r\n* 3 EXISTS\r\nb OK done\r\nc OK done\r\n");
            assertThat(sides.atClient()).isEqualTo("a OK done\r\n* 3 EXISTS\r\nb" + REFUSAL + "c OK done\r\n");
            assertThat(sides.gate().quiet()).isTrue();
        });
    }

    @Test
    void theRefusalComesInOrderAndNeverInsideALiteral() {
        inEveryChunking(sides -> {
            sides.clientSends("a FETCH 1 BODY[]\r\nb UNAUTHENTICATE\r\n");
            String fetched = "* 1 FETCH (BODY[] {28}\r\nb OK done\r\n* CAPABILITY x\r\n)\r\na OK done\r\n";
            sides.backendSends(fetched + "b OK done\r\n");
            assertThat(sides.atClient()).isEqualTo(fetched + "b" + REFUSAL);
        });
    }

    @Test
    void aLiteralOfARefusedCommandIsNotAskedFor() {
        inEveryChunking(sides -> {
            sides.clientSends("a LOGIN {3}\r\n");
            assertThat(sides.atBackend()).isEqualTo("a NOOP\r\n");
            sides.backendSends("a OK done\r\n");
            assertThat(sides.atClient()).isEqualTo("a" + REFUSAL);
            sides.clientSends("b NOOP\r\n");
            assertThat(sides.atBackend()).isEqualTo("a NOOP\r\nb NOOP\r\n");
        });
    }

    /** Hazard 26. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(\"x-originating-ip\" \"192.0.2.1\")",
                "(\"name\" \"y\" \"X-Proxy-TTL\" NIL)",
                "(\"name\" \"y\"",
                "(\"name\" \"x-\\\"\" \"x-session-id\" \"z\")",
                "({16+}\r\nx-originating-ip \"192.0.2.1\")",
                "({4+}\r\nname {5+}\r\nx\r\ny))",
                ""
            })
    void whatOnlyAProxyMaySayIsNotSaidByAClient(String arguments) {
        inEveryChunking(sides -> {
            sides.clientSends("a id " + arguments + "\r\nb NOOP\r\n");
            assertThat(sides.atBackend()).isEqualTo("a ID NIL\r\nb NOOP\r\n");
            sides.backendSends("* ID NIL\r\na OK done\r\n");
            assertThat(sides.atClient()).isEqualTo("* ID NIL\r\na OK done\r\n");
        });
    }

    @Test
    void anIdBeyondReasonSaysNothing() {
        inEveryChunking(sides -> {
            sides.clientSends("a ID (\"name\" \"" + "x".repeat(9000) + "\")\r\nb NOOP\r\n");
            assertThat(sides.atBackend()).isEqualTo("a ID NIL\r\nb NOOP\r\n");
        });
    }

    @Test
    void aLiteralThatTheBackendAsksForPasses() {
        inEveryChunking(sides -> {
            sides.clientSends("a APPEND INBOX {12}\r\n");
            sides.backendSends("+ OK\r\n");
            sides.clientSends("x STARTTLS\r\n\r\nb NOOP\r\n");
            assertThat(sides.atBackend()).isEqualTo("a APPEND INBOX {12}\r\nx STARTTLS\r\n\r\nb NOOP\r\n");
        });
    }

    /** Hazard 6: what was announced and not asked for is no literal. */
    @Test
    void aLiteralThatTheBackendDoesNotWantIsNone() {
        inEveryChunking(sides -> {
            sides.clientSends("a APPEND nowhere {18}\r\n");
            sides.backendSends("a NO [TRYCREATE] no\r\n");
            sides.clientSends("b UNAUTHENTICATE\r\n");
            assertThat(sides.atBackend()).isEqualTo("a APPEND nowhere {18}\r\nb NOOP\r\n");
        });
    }

    @Test
    void thePlusSignOfAnIdleIsNoGoAhead() {
        inEveryChunking(sides -> {
            sides.clientSends("a IDLE\r\nDONE\r\nb APPEND nowhere {18}\r\n");
            sides.backendSends("+ idling\r\na OK done\r\nb NO no\r\n");
            sides.clientSends("c UNAUTHENTICATE\r\n");
            assertThat(sides.atBackend()).endsWith("{18}\r\nc NOOP\r\n");
        });
    }

    /** What somebody could read in another way than we do ends the session before it reaches anybody. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                " a NOOP\r\n",
                "a  UNAUTHENTICATE\r\n",
                "a\tUNAUTHENTICATE\r\n",
                "a\0UNAUTHENTICATE\r\n",
                "+ NOOP\r\n",
                "* NOOP\r\n",
                "\u00e4 NOOP\r\n",
                "a NOOP\rb UNAUTHENTICATE\r\n",
                "a SELECT \"INBOX {18+}\r\nb UNAUTHENTICATE\r\n",
                "a SELECT {18+}\nb UNAUTHENTICATE\r\n",
                "a SELECT {18}\r\nb UNAUTHENTICATE\r\n",
                "a BOGUS {18+}\r\nb UNAUTHENTICATE\r\n",
                "a BOGUS {7+}\r\nb UNAUTHENTICATE\r\n",
                "a APPEND in\"box {18+}\r\nb UNAUTHENTICATE\r\n",
                "a APPEND ) {18+}\r\nb UNAUTHENTICATE\r\n",
                "a {18+}\r\nb UNAUTHENTICATE\r\n",
                "a NOOP {99999999999999999999+}\r\nb UNAUTHENTICATE\r\n",
                "a NOOP {99999999999999999999}\r\n"
            })
    void whatCanBeReadInTwoWaysEndsTheSession(String commands) {
        inEveryChunking(sides -> {
            sides.clientSends(commands);
            assertThat(sides.violation()).isNotEmpty();
            // Part of a line may be on its way; without its end it is no command, and none follows.
            assertThat(sides.atBackend()).doesNotContain("UNAUTHENTICATE\r");
        });
    }

    @Test
    void aMalformedCommandWithALiteralThatNobodyAskedForEndsTheSession() {
        inEveryChunking(sides -> {
            sides.clientSends("a BOGUS {8+}\r\nb NOOP\r\n\r\n");
            sides.backendSends("a BAD Unknown command\r\nb OK done\r\n");
            assertThat(sides.violation()).isNotEmpty();
        });
    }

    @Test
    void twoCommandsAtOnceWithOneTagMayNotHideALiteral() {
        inEveryChunking(sides -> {
            sides.clientSends("a NOOP\r\na APPEND INBOX {20}\r\n");
            assertThat(sides.violation()).isNotEmpty();
        });
    }

    /** Hazard 7. */
    @Test
    void aLineHasALimitAndALiteralHasNone() {
        inEveryChunking(sides -> {
            String fits = "a UID FETCH " + "1,".repeat(32_000) + "1 FLAGS\r\n";
            sides.clientSends(fits);
            assertThat(sides.atBackend()).isEqualTo(fits);
            sides.clientSends("b UID FETCH " + "1,".repeat(33_000));
            assertThat(sides.violation()).isNotEmpty();
        });
    }

    /** Hazard 7. */
    @Test
    void aFloodOfCommandsHasALimit() {
        RecordedSides sides = new RecordedSides(100_000, false);
        sides.clientSends("a NOOP\r\n".repeat(4097));
        assertThat(sides.violation()).isNotEmpty();
        RecordedSides refused = new RecordedSides(100_000, false);
        refused.clientSends("a STARTTLS\r\n".repeat(33));
        assertThat(refused.violation()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* 1 FETCH (FLAGS (\\Seen) BODY[] {5}\r\na OK \r\n FLAGS ())\r\n* 2 EXISTS\r\n",
                "* 1 FETCH (BODY[] {0}\r\n)\r\n* 2 FETCH (X {1}\r\n\nY {2}\r\n\r\n)\r\n",
                "* LIST () \"/\" {3}\r\nx\r\n\r\n",
                "* NAMESPACE ((\"\" {1}\r\n/)) NIL NIL\r\n",
                "* OK [ALERT] not a literal {500}\r\n* CAPABILITY IMAP4rev1  IDLE \r\n",
                "a OK {500}\r\n+ go {500}\r\n",
                "*\r\n* \r\n\r\nx\r\n",
                "* 1 FETCH (X \"{5\") {a}\r\n* OK\r\n"
            })
    void theBackendsWordsPassOctetByOctet(String responses) {
        inEveryChunking(sides -> {
            sides.backendSends(responses);
            assertThat(sides.atClient()).isEqualTo(responses);
            assertThat(sides.gate().quiet()).isTrue();
        });
    }

    @Test
    void withheldCapabilitiesStayWithheld() {
        inEveryChunking(sides -> {
            sides.backendSends("* CAPABILITY IMAP4rev1 AUTH=PLAIN IDLE COMPRESS=DEFLATE\r\n"
                    + "a OK [CAPABILITY IMAP4rev1 UNAUTHENTICATE] done\r\n* OK [CAPABILITY STARTTLS IDLE] x\r\n"
                    + "* 1 FETCH (BODY[] {24}\r\n* CAPABILITY AUTH=PLAIN\r\n)\r\n");
            assertThat(sides.atClient())
                    .isEqualTo("* CAPABILITY IMAP4rev1 IDLE\r\na OK [CAPABILITY IMAP4rev1] done\r\n"
                            + "* OK [CAPABILITY IDLE] x\r\n* 1 FETCH (BODY[] {24}\r\n* CAPABILITY AUTH=PLAIN\r\n)\r\n");
        });
    }

    @Test
    void aStatusLineBeyondReasonPassesAsItComes() {
        inEveryChunking(sides -> {
            String words = "* OK " + "x".repeat(20_000) + "\r\na OK " + "y".repeat(20_000) + "\r\n* 1 EXISTS\r\n";
            sides.backendSends(words);
            assertThat(sides.atClient()).isEqualTo(words);
        });
    }

    @Test
    void aMomentIsQuietWhenNothingIsInFlight() {
        inEveryChunking(sides -> {
            assertThat(sides.gate().quiet()).isTrue();
            sides.clientSends("a");
            assertThat(sides.gate().quiet()).isFalse();
            sides.clientSends(" NOOP\r\n");
            assertThat(sides.gate().quiet()).isFalse();
            sides.backendSends("* 1 FETCH (BODY[] {3}\r\nab");
            assertThat(sides.gate().quiet()).isFalse();
            sides.backendSends("c)\r\n");
            assertThat(sides.gate().quiet()).isFalse();
            sides.backendSends("a OK done\r\n");
            assertThat(sides.gate().quiet()).isTrue();
            sides.backendSends("*");
            assertThat(sides.gate().quiet()).isFalse();
            sides.backendSends(" 2 EXISTS\r\n");
            assertThat(sides.gate().quiet()).isTrue();
        });
    }

    @Test
    void anIdleThatHasBegunIsQuiet() {
        inEveryChunking(sides -> {
            sides.clientSends("a IDLE\r\n");
            assertThat(sides.gate().quiet()).isFalse();
            sides.backendSends("+ idling\r\n");
            assertThat(sides.gate().quiet()).isTrue();
            sides.backendSends("* 2 EX");
            assertThat(sides.gate().quiet()).isFalse();
            sides.backendSends("ISTS\r\n");
            assertThat(sides.gate().quiet()).isTrue();
            sides.clientSends("DONE\r\nb NOOP\r\n");
            assertThat(sides.gate().quiet()).isFalse();
            sides.backendSends("a OK done\r\nb OK done\r\n");
            assertThat(sides.gate().quiet()).isTrue();
        });
    }

    @Test
    void aLiteralInFlightIsNotQuiet() {
        inEveryChunking(sides -> {
            sides.clientSends("a APPEND INBOX {5+}\r\nab");
            assertThat(sides.gate().quiet()).isFalse();
            sides.clientSends("cde\r\n");
            sides.backendSends("a OK done\r\n");
            assertThat(sides.gate().quiet()).isTrue();
        });
    }

    @Test
    void whoSaysLogoutIsLeaving() {
        inEveryChunking(sides -> {
            sides.clientSends("a NOOP\r\n");
            assertThat(sides.gate().leaving()).isFalse();
            sides.clientSends("b logout\r\n");
            assertThat(sides.gate().leaving()).isTrue();
            assertThat(sides.atBackend()).isEqualTo("a NOOP\r\nb logout\r\n");
        });
    }

    /** The octets of a literal go on in the very buffers that they came in. */
    @Test
    void noOctetOfALiteralIsCopied() {
        byte[] bulk = new byte[64 * 1024];
        RecordedSides sides = new RecordedSides(100_000, false);
        sides.clientSends("a FETCH 1 BODY[]\r\n");
        sides.backendSends("* 1 FETCH (BODY[] {" + 100L * bulk.length + "}\r\n");
        for (int i = 0; i < 100; i++) {
            sides.gate().onBackendBytes(ByteBuffer.wrap(bulk), sides);
            assertThat(sides.lastArray()).isSameAs(bulk);
        }
        sides.backendSends(")\r\na OK done\r\n");
        assertThat(sides.gate().quiet()).isTrue();
        sides.clientSends("b APPEND INBOX {" + 100L * bulk.length + "+}\r\n");
        for (int i = 0; i < 100; i++) {
            sides.gate().onClientBytes(ByteBuffer.wrap(bulk), sides);
            assertThat(sides.lastArray()).isSameAs(bulk);
        }
    }

    /** Hazard 26: an ID that claims an address says nothing to the backend, and is counted. */
    @Test
    void claimsOfAProxyAreCounted() {
        RecordedSides sides = new RecordedSides(5, false);
        sides.clientSends("a ID (\"name\" \"x\" \"X-Originating-IP\" \"192.0.2.1\")\r\nb ID (\"name\" \"x\")\r\n");
        assertThat(sides.atBackend()).isEqualTo("a ID NIL\r\nb ID (\"name\" \"x\")\r\n");
        assertThat(sides.forgeries()).isEqualTo(1);
    }
}
