package dev.postern.core.token.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonStringTest {
    @Test
    void everythingButPrintableAsciiIsEscaped() {
        assertThat(JsonString.quoted("a \"b\" \\ \u001b[2J\r\n\u007f \u00e9 \ud83d\ude00"))
                .isEqualTo("\"a \\\"b\\\" \\\\ \\u001b[2J\\u000d\\u000a\\u007f \\u00e9 \\ud83d\\ude00\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"", "\\\"", "\u0000", "\u2028 \u00e9", "\ud83d\ude00", "{\"a\":1}"})
    void itReadsBackAsItWas(String text) throws MalformedJson {
        assertThat(JsonReader.object("{" + JsonString.quoted(text) + ":" + JsonString.quoted(text) + "}"))
                .containsOnlyKeys(text)
                .containsValue(text);
    }
}
