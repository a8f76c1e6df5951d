package dev.postern.smtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to a backend about a client: nothing that it could read as more than a value (hazard 23). */
class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"client.example.org", "ADA-PC", "my_pc", "[192.0.2.1]", "[IPv6:2001:db8::1]", "localhost"})
    void aSaneHelloIsTheClientsOwn(String said) {
        assertThat(HelloName.of(said, "192.0.2.7").text()).isEqualTo(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\u00e4", "<x>", "a;b", "a\"b", "a(b)", "a+b", "a=b", "a\\b", "a@b"})
    void anyOtherHelloBecomesTheAddress(String said) {
        assertThat(HelloName.of(said, "192.0.2.7").text()).isEqualTo("[192.0.2.7]");
        assertThat(HelloName.of(said, "2001:db8::7").text()).isEqualTo("[IPv6:2001:db8::7]");
    }

    @Test
    void aHelloHasALimit() {
        assertThat(HelloName.of("x".repeat(255), "192.0.2.7").text()).hasSize(255);
        assertThat(HelloName.of("x".repeat(256), "192.0.2.7").text()).isEqualTo("[192.0.2.7]");
    }

    @ParameterizedTest
    @CsvSource({
        "ada@example.org, ada@example.org",
        "a+b=c, a+2Bb+3Dc",
        "a b, a+20b",
        "'a\r\nb', a+0D+0Ab",
        "\u00e4, +C3+A4",
        "[UNAVAILABLE], [UNAVAILABLE]",
    })
    void xtextHasNoSpaceAndNoControlCharacter(String text, String xtext) {
        assertThat(Xtext.of(text)).isEqualTo(xtext);
    }
}
