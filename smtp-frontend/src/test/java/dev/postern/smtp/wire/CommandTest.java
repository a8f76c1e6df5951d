package dev.postern.smtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {
    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {"NOOP,NOOP,''", "nOoP,NOOP,''", "EHLO a.b  ,EHLO,a.b", "MAIL FROM:<> SIZE=1,MAIL,FROM:<> SIZE=1"})
    void readsVerbAndArgument(String line, SmtpVerb verb, String argument) throws MalformedCommand {
        Command command = Command.parse(line);
        assertThat(command.is(verb)).isTrue();
        assertThat(command.argument()).isEqualTo(argument);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " NOOP", "NOOPE", "NO", "NOOP:x", "n\u00f6op", "FROM:<ada@example.org>"})
    void knowsNoOtherVerb(String line) throws MalformedCommand {
        assertThat(Command.parse(line).verb()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOOP\n", "NOOP\r", "NO\0OP", "NOOP\tx", "\tNOOP", "NOOP \u007f", "NOOP\r\nQUIT"})
    void takesNoControlCharacter(String line) {
        assertThatThrownBy(() -> Command.parse(line)).isInstanceOf(MalformedCommand.class);
    }

    @Test
    void readsWhatStandsBehindAuth() throws MalformedCommand {
        assertThat(AuthArgument.parse("XOAUTH2")).isEqualTo(new AuthArgument("XOAUTH2", null));
        assertThat(AuthArgument.parse("XOAUTH2 =")).isEqualTo(new AuthArgument("XOAUTH2", "="));
        assertThat(AuthArgument.parse("XOAUTH2 secret")).hasToString("AuthArgument[XOAUTH2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " x", "XOAUTH2 a b", "XOAUTH2  a"})
    void takesNothingElseBehindAuth(String argument) {
        assertThatThrownBy(() -> AuthArgument.parse(argument)).isInstanceOf(MalformedCommand.class);
    }

    @Test
    void readsWhatStandsBehindBdat() throws MalformedCommand {
        assertThat(ChunkArgument.parse("0")).isEqualTo(new ChunkArgument(0, false));
        assertThat(ChunkArgument.parse("86 last")).isEqualTo(new ChunkArgument(86, true));
        assertThat(ChunkArgument.parse("007")).isEqualTo(new ChunkArgument(7, false));
    }

    // Hazard 6: a count that two servers could read differently is no count.
    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "-1", "+1", "0x10", "1 ", "1  LAST", "1 LAST x", "1 FIRST", "9999999999999999", "\u0661"
            })
    void takesNothingElseBehindBdat(String argument) {
        assertThatThrownBy(() -> ChunkArgument.parse(argument)).isInstanceOf(MalformedCommand.class);
    }

    @Test
    void aCommandDoesNotPrintItsArgument() throws MalformedCommand {
        assertThat(Command.parse("AUTH XOAUTH2 secret")).hasToString("Command[AUTH]");
    }
}
