package dev.postern.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainHttpTest {
    @ParameterizedTest
    @CsvSource({
        "'GET / HTTP/1.1', REQUEST",
        "'OPTIONS * HTTP/1.1', REQUEST",
        "'POST ', REQUEST",
        "'', NEED_MORE",
        "'G', NEED_MORE",
        "'OPTIONS', NEED_MORE",
        "'get / HTTP/1.1', SOMETHING_ELSE",
        "'EHLO me', SOMETHING_ELSE",
        "'a1 LOGIN', SOMETHING_ELSE",
        "'GETTER', SOMETHING_ELSE",
        "'SSH-2.0', SOMETHING_ELSE"
    })
    void a_request_is_known_by_its_method(String start, PlainHttp.Reading reading) {
        ByteBuffer received = ByteBuffer.wrap(start.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(PlainHttp.read(received)).isEqualTo(reading);
        assertThat(received.position()).isZero();
    }

    @Test
    void the_answer_is_as_long_as_it_says() {
        String answer = StandardCharsets.US_ASCII.decode(PlainHttp.answer()).toString();
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("Content-Length: " + body.length() + "\r\n");
    }
}
