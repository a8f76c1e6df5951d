package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.token.BearerToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a token on standard input. */
class TokenInputTest {
    @ParameterizedTest
    @ValueSource(strings = {"abc.def", "abc.def\n", "abc.def\r\n"})
    void takesOneLineEndAway(String input) throws Exception {
        assertThat(from(input).reveal()).isEqualTo("abc.def");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", "abc\n\n", " abc", "a b", "=abc", "a\u0000", "ä", "a\nb", "\ufeffabc"})
    void refusesWhatNoClientCouldSend(String input) {
        assertThatThrownBy(() -> from(input)).isInstanceOf(TokenInput.NoToken.class);
    }

    @Test
    void doesNotWaitForSomebodyToType() {
        InputStream endless = InputStream.nullInputStream();
        assertThatThrownBy(() -> new TokenInput(endless, true).read()).hasMessageContaining("not from the terminal");
    }

    @Test
    void readsOneOctetBeyondTheBoundAtMost() throws Exception {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'a';
            }

            @Override
            public int read(byte[] octets, int from, int length) {
                Arrays.fill(octets, from, from + length, (byte) 'a');
                return length;
            }
        };
        assertThat(new TokenInput(endless, false).read().length()).isEqualTo(TokenInput.MOST + 1);
    }

    @Test
    void saysWhatTheSystemSaysOfABrokenInput() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Input/output error");
            }

            @Override
            public int read(byte[] octets, int from, int length) throws IOException {
                return read();
            }
        };
        assertThatThrownBy(() -> new TokenInput(broken, false).read())
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("Input/output error");
    }

    private static BearerToken from(String input) throws TokenInput.NoToken, CommandFailed {
        return new TokenInput(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), false).read();
    }
}
