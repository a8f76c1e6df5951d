package dev.postern.smtp.prelude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.session.CloseReason;
import dev.postern.core.session.PreludeLimits;
import dev.postern.smtp.wire.SmtpReplies;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SmtpPreludeTest {
    private final FakeClient client = new FakeClient();
    private final SmtpPrelude prelude =
            new SmtpPrelude(client, PreludeLimits.STANDARD, new SmtpReplies("mail.example.org"));

    @Test
    void octetsBehindStartTlsAreRefusedBeforeTheGoAhead() {
        // Hazard 1.
        prelude.onOpen(false);
        send("STARTTLS\r\nN");
        assertThat(client.tlsStarted).isFalse();
        assertThat(client.heard.toString()).doesNotContain("220 2.0.0");
        assertThat(client.closed).contains(CloseReason.PROTOCOL_VIOLATION);
    }

    @Test
    void nothingIsSaidDuringAHandshakeNorTwiceAtTheEnd() {
        prelude.onOpen(false);
        send("STARTTLS\r\n");
        client.heard.setLength(0);
        prelude.onClosing(CloseReason.SHUTDOWN);
        prelude.onClosing(CloseReason.SHUTDOWN);
        assertThat(client.heard).isEmpty();
    }

    @Test
    void anAnswerThatComesTooLateChangesNothing() {
        prelude.onOpen(true);
        send("EHLO x\r\nQUIT\r\n");
        client.heard.setLength(0);
        prelude.onAcknowledgementOverdue();
        prelude.onTls();
        assertThat(client.heard).isEmpty();
    }

    private void send(String octets) {
        prelude.onBytes(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
