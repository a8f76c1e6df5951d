package dev.postern.smtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {
    @Test
    void readsOneLineOrManyAndWritesThemBack() throws MalformedReply {
        assertThat(read("250 2.0.0 Ok\r\n")).contains(new Reply(250, List.of("2.0.0 Ok")));
        assertThat(read("250\r\n")).contains(new Reply(250, List.of("")));
        Reply many = read("250-a\r\n250-\r\n250 c\r\n").orElseThrow();
        assertThat(many).isEqualTo(new Reply(250, List.of("a", "", "c")));
        assertThat(many.written()).isEqualTo("250-a\r\n250-\r\n250 c\r\n");
    }

    @Test
    void leavesWhatIsBehindAReply() throws MalformedReply {
        ByteBuffer bytes = bytes("220 a\r\n250 b\r\n");
        assertThat(new ReplyReader().take(bytes)).isPresent();
        assertThat(bytes.remaining()).isEqualTo(7);
    }

    // Hazard 28.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "25\r\n",
                "2500 x\r\n",
                "250x\r\n",
                "25x ok\r\n",
                "150 x\r\n",
                "650 x\r\n",
                "* OK\r\n",
                "250-a\r\n220 b\r\n",
                "250-a\r\nb\r\n",
                "250 a\nb\r\n",
                "250 a\rb\r\n",
                "250 a\0\r\n",
            })
    void takesNothingElse(String octets) {
        assertThatThrownBy(() -> read(octets)).isInstanceOf(MalformedReply.class);
    }

    @Test
    void hasABoundForLinesAndTheirLength() throws MalformedReply {
        assertThat(read("250-x\r\n".repeat(127) + "250 x\r\n")).isPresent();
        assertThatThrownBy(() -> read("250-x\r\n".repeat(128) + "250 x\r\n")).isInstanceOf(MalformedReply.class);
        assertThatThrownBy(() -> read("250 " + "x".repeat(5000) + "\r\n")).isInstanceOf(MalformedReply.class);
        assertThatThrownBy(() -> read("250 " + "x".repeat(100_000))).isInstanceOf(MalformedReply.class);
    }

    private static Optional<Reply> read(String octets) throws MalformedReply {
        return new ReplyReader().take(bytes(octets));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
