package dev.postern.core.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The harness itself: what agrees passes, and whatever disagrees fails, saying where. */
class TranscriptsTest {
    private static final Path FILE = Path.of("toy.transcript");

    @TestFactory
    Stream<DynamicNode> aDialogueThatAgreesPassesHoweverItIsCut() {
        return Transcripts.dynamicTests(Path.of("src/test/resources/transcripts"), settings -> new ToyProtocol(false));
    }

    @Test
    void aLineThatDiffersFailsWithTheDialogueAndThePlace() {
        assertThat(failure("# title\nC< hello {session}\nC> nonsense\nC< welcome\n"))
                .contains("toy.transcript:4", "2  C< hello {session}", ">       4  C< welcome", "got   C< what");
    }

    @Test
    void aMissingLineFails() {
        assertThat(failure("C< hello {any}\nC< hello again\n")).contains("toy.transcript:2", "Postern said nothing");
    }

    @Test
    void aLineTooManyFails() {
        assertThat(failure("C< hello {any}\nC> nonsense\n")).contains("toy.transcript:2", "unexpectedly: what");
    }

    @Test
    void aContactWithTheBackendThatMustNotBeFails() {
        assertThat(failure("C< hello {any}\nC> TOKEN ada good\nB- never contacted\n"))
                .contains("Postern has connected to the backend");
    }

    @Test
    void aCloseThatNobodyMentionsFails() {
        assertThat(failure("C< hello {any}\nC> BYE\nC< bye\n")).contains("was closed: CLIENT_CLOSED");
    }

    @Test
    void aCloseForAnotherReasonFails() {
        assertThat(failure("C< hello {any}\nC> BYE\nC< bye\nC- closed too many attempts\n"))
                .contains("for another reason: CLIENT_CLOSED");
    }

    @Test
    void aProtocolThatTakesWhatIsNotItsOwnYetFails() {
        Transcript pipelined = transcript(
                "C< hello {any}\nC> TOKEN ada good\nC> mine\nB< greeting\nB> ada\nB< yes\nB> mine\nC< in yes\n");
        BareRun whole =
                new BareRun(pipelined, new ToyProtocol(true), Delivery.all().get(0));
        assertThatThrownBy(whole::play).hasMessageContaining("behind the command that began waiting");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "X> hello, no mark",
        "C>hello, no space behind C>",
        "C> {any}, nobody can send this",
        "C> {plain one}, wrong number of words",
        "@ tls, settings are key=value pairs",
    })
    void aFileThatCannotBeReadNamesItsLine(String line, String why) {
        assertThatThrownBy(() -> Transcript.parse(FILE, "# title\n" + line + "\n"))
                .isInstanceOf(MalformedTranscript.class)
                .hasMessageContaining("toy.transcript:2: ")
                .hasMessageContaining(why);
    }

    private static String failure(String content) {
        BareRun run = new BareRun(
                transcript(content), new ToyProtocol(false), Delivery.all().get(0));
        try {
            run.play();
        } catch (AssertionError failed) {
            return String.valueOf(failed.getMessage());
        }
        throw new AssertionError("the run did not fail");
    }

    private static Transcript transcript(String content) {
        try {
            return Transcript.parse(FILE, content);
        } catch (MalformedTranscript malformed) {
            throw new AssertionError(malformed);
        }
    }
}
