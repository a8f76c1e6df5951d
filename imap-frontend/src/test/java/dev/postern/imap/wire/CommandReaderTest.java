package dev.postern.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandReaderTest {
    @ParameterizedTest
    @ValueSource(strings = {"a1", "A.1-2_3", "1", "]", "~", "a/b", "<a>"})
    void whatTheGrammarAllowsIsATag(String tag) throws MalformedCommand {
        assertThat(Tag.read(reader(tag + " NOOP"))).isEqualTo(new Tag(tag));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "+", "+a", "*", "%", "(", "{", "\"a\"", "\\", "\u0000", "\u007f", "\u00e4", "\r"})
    void whatItDoesNotIsNone(String line) {
        assertThatThrownBy(() -> Tag.read(reader(line))).isInstanceOf(MalformedCommand.class);
    }

    @Test
    void aTagIsNoLongerThanDovecotTakes() throws MalformedCommand {
        assertThat(Tag.read(reader("a".repeat(126))).text()).hasSize(126);
        assertThatThrownBy(() -> Tag.read(reader("a".repeat(127)))).isInstanceOf(MalformedCommand.class);
    }

    @Test
    void stringsComeAsAtomsInQuotesAndInLiterals() throws MalformedCommand {
        assertThat(reader("a]b").astring()).isEqualTo("a]b");
        assertThat(reader("\"\"").astring()).isEmpty();
        assertThat(reader("\"a \\\"b\\\\\u00e4\"").astring()).isEqualTo("a \"b\\\u00e4");
        CommandText literals = new CommandText(List.of("", " ", ""), List.of("x\r\ny", "z"), true);
        CommandReader reader = new CommandReader(literals);
        assertThat(reader.astring()).isEqualTo("x\r\ny");
        reader.space();
        assertThat(reader.nstring()).contains("z");
        assertThat(reader.atEnd()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "(", "\"", "\"a", "\"a\\\"", "\"a\\n\"", "\"\u0000\"", "\"a\rb\"", "\"a\n", "{3}", "*"})
    void whatIsNoStringIsRefused(String line) {
        assertThatThrownBy(() -> reader(line).astring()).isInstanceOf(MalformedCommand.class);
    }

    @Test
    void aLiteralWithANulIsRefused() {
        CommandText text = new CommandText(List.of("", ""), List.of("a\0b"), true);
        assertThatThrownBy(() -> new CommandReader(text).string()).isInstanceOf(MalformedCommand.class);
    }

    @Test
    void aLiteralThatWasNeverSentIsRefused() {
        CommandText text = new CommandText(List.of(""), List.of(), false);
        assertThatThrownBy(() -> new CommandReader(text).string()).isInstanceOf(MalformedCommand.class);
        assertThatThrownBy(() -> new CommandReader(text).end()).isInstanceOf(MalformedCommand.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" NIL", " nil", " ()", " (\"name\" \"x\")", " (\"name\" NIL \"x-originating-ip\" \"1.2.3.4\")"})
    void whatAClientMaySayOfItselfIsRead(String arguments) throws MalformedCommand {
        IdParameters id = IdParameters.read(reader(arguments));
        assertThat(id.forwards()).isEqualTo(arguments.contains("x-"));
    }

    /** Hazards 5 and 26. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "()",
                " NILS",
                " (",
                " (\"name\")",
                " (\"name\" )",
                " (\"name\" \"x\" )",
                " ( \"name\" \"x\")",
                " (\"name\"  \"x\")",
                " (name \"x\")",
                " (\"name\" x)",
                " (\"name\" \"x\") ",
                " (\"name\" \"x\" \"Name\" \"y\")",
                " ((\"name\" \"x\"))",
                " (\"name\" (\"x\"))",
                " (NIL \"x\")",
                " (\"a-name-of-more-than-thirty-octets\" \"x\")"
            })
    void anythingElseIsNot(String arguments) {
        assertThatThrownBy(() -> IdParameters.read(reader(arguments))).isInstanceOf(MalformedCommand.class);
    }

    /** Hazard 26: case does not hide a forwarded field. */
    @Test
    void aForwardedFieldIsRecognizedInAnyCase() throws MalformedCommand {
        assertThat(IdParameters.read(reader(" (\"X-Originating-IP\" \"1.2.3.4\")"))
                        .forwards())
                .isTrue();
        assertThat(IdParameters.read(reader(" (\"max-x-width\" \"x-y\")")).forwards())
                .isFalse();
    }

    @Test
    void whatIsSaidOfAClientHasItsLimits() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 31; i++) {
            many.append(i == 0 ? "" : " ").append('"').append(i).append("\" NIL");
        }
        String longValue = " (\"name\" \"" + "x".repeat(1025) + "\")";
        assertThatThrownBy(() -> IdParameters.read(reader(" (" + many + ")"))).isInstanceOf(MalformedCommand.class);
        assertThatThrownBy(() -> IdParameters.read(reader(longValue))).isInstanceOf(MalformedCommand.class);
    }

    /** Hazard 5: depth costs a parser nothing that does not call itself. */
    @Test
    void aMillionParenthesesAreRefusedAtOnce() {
        assertThatThrownBy(() -> IdParameters.read(reader(" " + "(".repeat(1_000_000))))
                .isInstanceOf(MalformedCommand.class);
    }

    @Test
    void anyTextGivesAValueOrMalformed() {
        Random random = new Random(20_260_101);
        String alphabet = " \"\\(){}*%+]\r\n\0\u00e4NILnilabx-0123";
        for (int run = 0; run < 50_000; run++) {
            StringBuilder line = new StringBuilder();
            for (int i = random.nextInt(24); i > 0; i--) {
                line.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                CommandReader reader = reader(line.toString());
                Tag.read(reader);
                reader.space();
                reader.atom();
                IdParameters.read(reader);
            } catch (MalformedCommand malformed) {
                assertThat(malformed.getMessage()).isNotEmpty();
            }
        }
    }

    private static CommandReader reader(String line) {
        return new CommandReader(CommandText.of(line));
    }
}
