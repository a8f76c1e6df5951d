package dev.postern.smtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.sasl.SaslRefusal;
import dev.postern.core.session.CloseReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every ending has words, and their two codes agree. RFC 2034 §4, RFC 3463 §2. */
class SmtpRepliesTest {
    private final SmtpReplies replies = new SmtpReplies("mail.example.org");

    @ParameterizedTest
    @EnumSource
    void aRefusedLoginHasACodeOfItsClass(SaslRefusal why) {
        assertThat(replies.refused(why)).matches("(4\\d\\d 4|5\\d\\d 5)\\.\\d\\.\\d+ .+");
    }

    @ParameterizedTest
    @EnumSource
    void onlyARefusedMailboxIsTheUsersFault(BackendFailure why) {
        String reply = replies.refused(why);
        assertThat(reply).matches("(454 4|525 5)\\.7\\.\\d+ .+");
        assertThat(reply.startsWith("5")).isEqualTo(why == BackendFailure.MAILBOX_REFUSED);
    }

    @ParameterizedTest
    @EnumSource
    void aGoodbyeIs421OrNothing(CloseReason reason) {
        assertThat(replies.closing(reason)).matches("|421 4\\.\\d\\.\\d+ mail\\.example\\.org .+");
    }

    @ParameterizedTest
    @EnumSource(
            value = CloseReason.class,
            names = {
                "CLIENT_CLOSED",
                "CLIENT_LOST",
                "HANDSHAKE_FAILED",
                "HANDSHAKE_TIMEOUT",
                "UNTRUSTED_PROXY",
                "PROXY_HEADER_MISSING",
                "PROXY_HEADER_MALFORMED",
                "UNKNOWN_NAME",
                "UPSTREAM_UNREACHABLE",
                "INTERNAL_ERROR"
            },
            mode = EnumSource.Mode.EXCLUDE)
    void aClientThatListensIsToldWhy(CloseReason reason) {
        assertThat(replies.closing(reason)).isNotEmpty();
    }

    @Test
    void aBackendsHelloBecomesOurs() {
        Reply reply = new Reply(250, List.of("postfix.internal", "XCLIENT LOGIN", "DSN"));
        assertThat(replies.helloRelayed(reply)).isEqualTo("250-mail.example.org\r\n250 DSN\r\n");
    }
}
