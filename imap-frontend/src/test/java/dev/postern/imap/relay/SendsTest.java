package dev.postern.imap.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.session.RelayGate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What passes as it is costs one write: each send is a system call, a TCP segment, and a wake-up of the other side. */
class SendsTest {
    private final ImapGate gate = new ImapGate(64 * 1024);
    private final CountedSides sides = new CountedSides();

    private void client(String text) {
        gate.onClientBytes(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)), sides);
    }

    private void backend(String text) {
        gate.onBackendBytes(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)), sides);
    }

    @Test
    void a_command_and_its_completion_take_one_write_each() {
        client("a NOOP\r\n");
        backend("a OK done\r\n");
        assertThat(sides.toBackend).isOne();
        assertThat(sides.toClient).isOne();
    }

    @Test
    void commands_sent_together_go_on_together() {
        client("a NOOP\r\nb SELECT INBOX\r\nc FETCH 1 (FLAGS)\r\n");
        assertThat(sides.toBackend).isOne();
    }

    @Test
    void data_and_the_completion_behind_it_take_one_write() {
        client("a FETCH 1 (BODY[])\r\n");
        backend("* 1 FETCH (BODY[] {5}\r\nhello)\r\n* OK [X] still here\r\na OK done\r\n");
        assertThat(sides.toClient).isOne();
    }

    @Test
    void a_command_and_its_whole_literal_take_one_write() {
        client("a APPEND INBOX {5+}\r\nhello\r\nb NOOP\r\n");
        assertThat(sides.toBackend).isOne();
    }

    private static final class CountedSides implements RelayGate.Sides {
        private int toBackend;
        private int toClient;

        @Override
        public void toBackend(ByteBuffer bytes) {
            bytes.position(bytes.limit());
            toBackend++;
        }

        @Override
        public void toClient(ByteBuffer bytes) {
            bytes.position(bytes.limit());
            toClient++;
        }

        @Override
        public void forgery(String by) {
            throw new AssertionError(by);
        }

        @Override
        public void violate(String detail) {
            throw new AssertionError(detail);
        }
    }
}
