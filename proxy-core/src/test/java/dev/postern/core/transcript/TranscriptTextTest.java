package dev.postern.core.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptTextTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a LOGIN {5+}, a LOGIN {5+}",
        "{x41}{x2a}, A*",
        "{base64 hi {x21}}, aGkgIQ==",
        "{repeat 3 ab}, ababab",
        "{repeat 2 {x20}}., '  .'",
        "{plain ada master secret}, YWRhAG1hc3RlcgBzZWNyZXQ=",
        "{plain master secret}, AG1hc3RlcgBzZWNyZXQ=",
        "{xoauth2 ada good}, dXNlcj1hZGEBYXV0aD1CZWFyZXIgZ29vZAEB",
        "{oauthbearer ada good}, bixhPWFkYSwBYXV0aD1CZWFyZXIgZ29vZAEB",
        "{oauthbearer good}, biwsAWF1dGg9QmVhcmVyIGdvb2QBAQ==",
    })
    void bracesStandForOctets(String text, String octets) {
        assertThat(TranscriptText.parse(text).octets(UnaryOperator.identity())).isEqualTo(octets + "\r\n");
    }

    @Test
    void aLineEndIsLeftOutOnRequest() {
        assertThat(TranscriptText.parse("abc{no-crlf}").octets(UnaryOperator.identity()))
                .isEqualTo("abc");
    }

    @Test
    void tokensAreReplacedWhereverTheyAreBearers() {
        UnaryOperator<String> tokens = token -> Map.of("good", "eyJ").getOrDefault(token, token);
        assertThat(TranscriptText.parse("{base64 auth=Bearer good{x01}}").octets(tokens))
                .isEqualTo(TranscriptText.parse("{base64 auth=Bearer eyJ{x01}}").octets(UnaryOperator.identity()));
    }

    @Test
    void aPatternMatchesTheWholeLine() {
        TranscriptText text = TranscriptText.parse("a {any} [{session}]");
        assertThat(text.matches("a b c [S1]", "S1")).isTrue();
        assertThat(text.matches("a b c [S2]", "S1")).isFalse();
        assertThat(text.matches("a b c [S1].", "S1")).isFalse();
    }

    @Test
    void aChallengeMatchesByItsMembers() {
        TranscriptText text = TranscriptText.parse("+ {json status=invalid_token}");
        String good = TranscriptText.base64("{\"x\":1,\"status\":\"invalid_token\"}");
        assertThat(text.matches("+ " + good, "")).isTrue();
        assertThat(text.matches("+ " + TranscriptText.base64("{\"status\":\"400\"}"), ""))
                .isFalse();
        assertThat(text.matches("+ AQ==", "")).isFalse();
    }
}
