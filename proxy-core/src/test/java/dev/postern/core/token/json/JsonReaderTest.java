package dev.postern.core.token.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strict JSON. */
class JsonReaderTest {
    private static final String SAMPLE = " { \"a\" : [ 1 , -2.5e3, true,false,null, \"\\u00e9\\n\\/\" ] , \"b\":{} } ";

    @Test
    void readsEveryKindOfValue() throws MalformedJson {
        assertThat(JsonReader.object(SAMPLE))
                .isEqualTo(Map.of("a", List.of(1L, -2500.0, true, false, JsonNull.NULL, "é\n/"), "b", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"a\"",
                "{",
                "{}{}",
                "{} x",
                "{a:1}",
                "{'a':1}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{\"a\":[1,]}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":1e}",
                "{\"a\":NaN}",
                "{\"a\":tru}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u00g0\"}",
                "{\"a\":\"\\u00\"}",
                "{\"a\":\"\t\"}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":1}",
                "{\"a\":null,\"a\":1}",
                "{\"a\":1//\n}",
                "\ufeff{}"
            })
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> JsonReader.object(text)).isInstanceOf(MalformedJson.class);
    }

    @Test
    void refusesDepthAndForeignOctets() {
        String deep = "{\"a\":" + "[".repeat(JsonReader.DEEPEST) + "]".repeat(JsonReader.DEEPEST) + "}";
        assertThatThrownBy(() -> JsonReader.object(deep)).hasMessageContaining("deep");
        assertThatThrownBy(() -> JsonReader.object(new byte[] {'{', (byte) 0xc3, '}'}))
                .hasMessageContaining("UTF-8");
    }

    @Test
    void endsInAValueOrARefusalWhateverTheText() {
        Random random = new Random(7628);
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = SAMPLE.getBytes(StandardCharsets.UTF_8);
            for (int j = 0; j <= random.nextInt(4); j++) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(JsonReader.object(octets)).isNotNull();
            } catch (MalformedJson refused) {
                assertThat(refused).hasMessageMatching("[A-Za-z0-9 -]+");
            }
        }
    }
}
