package dev.postern.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.imap.wire.Response.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {
    @Test
    void theThreeKindsAreToldApart() throws MalformedReply {
        assertThat(Response.parse("* OK [CAPABILITY IMAP4rev1] hi").capabilities())
                .isEqualTo("IMAP4rev1");
        assertThat(Response.parse("* CAPABILITY IMAP4rev1 IDLE").capabilities()).isEqualTo("IMAP4rev1 IDLE");
        assertThat(Response.parse("P1 no [authenticationFailed] x").code()).isEqualTo("AUTHENTICATIONFAILED");
        assertThat(Response.parse("P1 NO")).isEqualTo(new Response("P1", Status.NO, "NO"));
        assertThat(Response.parse("+ OK")).isEqualTo(new Response("+", Status.DATA, "OK"));
        assertThat(Response.parse("+").continuation()).isTrue();
        assertThat(Response.parse("* PREAUTH hi").status()).isEqualTo(Status.PREAUTH);
        assertThat(Response.parse("* OKAY").status()).isEqualTo(Status.DATA);
    }

    @Test
    void aCodeStandsRightBehindTheStatus() throws MalformedReply {
        assertThat(Response.parse("P1 NO not [UNAVAILABLE]").code()).isEmpty();
        assertThat(Response.parse("P1 NO [UNAVAILABLE").code()).isEmpty();
        assertThat(Response.parse("P1 NO [").code()).isEmpty();
        assertThat(Response.parse("P1 NO []").code()).isEmpty();
        assertThat(Response.parse("* ALERT [UNAVAILABLE]").code()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "OK", "* ID (\"name\" {4}", "* OK a\0b", "* OK a\rb", "* OK bare\n", " * OK"})
    void whatIsNoResponseIsRefused(String line) {
        assertThatThrownBy(() -> Response.parse(line)).isInstanceOf(MalformedReply.class);
    }
}
