package dev.postern.imap.prelude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.session.PreludeLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hazard 1: what stands behind STARTTLS in plaintext. */
class StartTlsInjectionTest {
    private final RecordedClient client = new RecordedClient();
    private final ImapPrelude prelude = new ImapPrelude(client, PreludeLimits.STANDARD);

    @ParameterizedTest
    @ValueSource(strings = {"b NOOP\r\n", "b NOO", "\r\n", "\0"})
    void bytesBehindStartTlsEndTheConnection(String behind) {
        prelude.onOpen(false);
        prelude.onBytes(bytes("a STARTTLS\r\n" + behind));
        assertThat(client.done).containsExactly("close PROTOCOL_VIOLATION");
        assertThat(client.said.toString()).contains("a BAD ").endsWith("* BYE Protocol violation\r\n");
    }

    @Test
    void bytesThatComeWhileTlsStartsAreNotTakenAsCommands() {
        prelude.onOpen(false);
        prelude.onBytes(bytes("a STARTTLS\r\n"));
        assertThat(client.done).containsExactly("startTls");
        int said = client.said.length();
        ByteBuffer late = bytes("b NOOP\r\n");
        prelude.onBytes(late);
        assertThat(late.position()).isZero();
        assertThat(client.said).hasSize(said);
    }

    private static ByteBuffer bytes(String octets) {
        return ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1));
    }
}
