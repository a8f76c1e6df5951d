package dev.postern.core.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.token.BearerCredentials;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses of both mechanisms, good and bad; {@code ^} stands for the separator 0x01. Hazards 12, 13, 16 and 17. */
class BearerGrammarTest {
    private static final String GOOD = "n,a=ada@example.org,^host=mail^port=143^auth=Bearer vF9d==^^";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "n,a=ada@example.org,^auth=Bearer vF9d^^ | ada@example.org | vF9d",
                "y,a=ada@example.org,^auth=Bearer vF9d^^ | ada@example.org | vF9d",
                "n,a=ada@example.org,^host=mail^port=143^auth=Bearer vF9d==^^ | ada@example.org | vF9d==",
                "n,a=ada,^auth=Bearer vF9d^host=mail^future=\t!^^ | ada | vF9d",
                "n,,^auth=Bearer vF9d^^ | \"\" | vF9d",
                "n,a=,^auth=Bearer vF9d^^ | \"\" | vF9d",
                "n,a=a=2Cb=3Dc,^auth=Bearer vF9d^^ | a,b=c | vF9d",
                "n,a=ada,^auth=bearer  vF9d^^ | ada | vF9d",
                "n,a=ada,^auth=BEARER a-._~+/b=^^ | ada | a-._~+/b=",
                "n,a=ädä,^auth=Bearer vF9d^^ | ädä | vF9d",
            })
    void readsOauthBearer(String response, String identity, String token) throws MalformedResponse {
        BearerCredentials read = BearerGrammar.parse(SaslMechanism.OAUTHBEARER, encoded(response));
        assertThat(read.authorizationIdentity()).isEqualTo(identity);
        assertThat(read.token().reveal()).isEqualTo(token);
        assertThat(read.mechanism()).isEqualTo("OAUTHBEARER");
        assertThat(read.toString()).doesNotContain(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "^",
                "n",
                "n,",
                "n,,",
                "n,,^",
                "n,,^^",
                "p=tls-unique,a=ada,^auth=Bearer vF9d^^",
                "p,a=ada,^auth=Bearer vF9d^^",
                "N,a=ada,^auth=Bearer vF9d^^",
                "F,n,a=ada,^auth=Bearer vF9d^^",
                "n,ada,^auth=Bearer vF9d^^",
                "n,A=ada,^auth=Bearer vF9d^^",
                "n,a=ada^auth=Bearer vF9d^^",
                "n,a=ada,a=grace,^auth=Bearer vF9d^^",
                "n,a=ada,auth=Bearer vF9d^^",
                "n,a=a=2cb,^auth=Bearer vF9d^^",
                "n,a=a=b,^auth=Bearer vF9d^^",
                "n,a=a=,^auth=Bearer vF9d^^",
                "n,a=a=2,^auth=Bearer vF9d^^",
                "n,a=a\u0000b,^auth=Bearer vF9d^^",
                "n,a=a\tb,^auth=Bearer vF9d^^",
                "n,a=a\r\nb,^auth=Bearer vF9d^^",
                "n,a=ada,^auth=Bearer vF9d^",
                "n,a=ada,^auth=Bearer vF9d",
                "n,a=ada,^auth=Bearer vF9d^^x",
                "n,a=ada,^auth=Bearer vF9d^^^",
                "n,a=ada,^auth=Bearer vF9d^auth=Bearer other^^",
                "n,a=ada,^auth=Bearer vF9d^auth=^^",
                "n,a=ada,^host=mail^^",
                "n,a=ada,^auth=Bearer^^",
                "n,a=ada,^auth=Bearer ^^",
                "n,a=ada,^auth=BearervF9d^^",
                "n,a=ada,^auth=Basic vF9d^^",
                "n,a=ada,^auth=Bearer vF 9d^^",
                "n,a=ada,^auth=Bearer vF=9d^^",
                "n,a=ada,^auth=Bearer =^^",
                "n,a=ada,^auth=Bearer vF9d\u0000^^",
                "n,a=ada,^auth=Bearer vF9d\n^^",
                "n,a=ada,^auth=Bearer vFä^^",
                "n,a=ada,^AUTH=Bearer vF9d^^",
                "n,a=ada,^host^auth=Bearer vF9d^^",
                "n,a=ada,^=x^auth=Bearer vF9d^^",
                "n,a=ada,^ho1st=x^auth=Bearer vF9d^^",
                "n,a=ada,^host=\u0000^auth=Bearer vF9d^^",
                "n,a=ada,^host=ä^auth=Bearer vF9d^^",
                "user=ada^auth=Bearer vF9d^^"
            })
    void refusesWhatIsNotOauthBearer(String response) {
        assertThatThrownBy(() -> BearerGrammar.parse(SaslMechanism.OAUTHBEARER, encoded(response)))
                .isInstanceOf(MalformedResponse.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "user=ada@example.org^auth=Bearer vF9d^^ | ada@example.org | vF9d",
                "user=^auth=Bearer vF9d^^ | \"\" | vF9d",
                "user=a=2Cb^auth=bearer vF9d^^ | a=2Cb | vF9d",
            })
    void readsXoauth2(String response, String identity, String token) throws MalformedResponse {
        BearerCredentials read = BearerGrammar.parse(SaslMechanism.XOAUTH2, encoded(response));
        assertThat(read.authorizationIdentity()).isEqualTo(identity);
        assertThat(read.token().reveal()).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "user=ada",
                "user=ada^^",
                "user=ada^auth=Bearer vF9d",
                "user=ada^auth=Bearer vF9d^",
                "user=ada^auth=Bearer vF9d^^^",
                "user=ada^auth=Bearer vF9d^^x",
                "user=ada^auth=Bearer vF9d^auth=Bearer x^^",
                "auth=Bearer vF9d^user=ada^^",
                "user=a\u0000da^auth=Bearer vF9d^^",
                "user=ada^user=grace^auth=Bearer vF9d^^",
                "user=ada^auth=Basic vF9d^^",
                "User=ada^auth=Bearer vF9d^^",
                "n,a=ada,^auth=Bearer vF9d^^"
            })
    void refusesWhatIsNotXoauth2(String response) {
        assertThatThrownBy(() -> BearerGrammar.parse(SaslMechanism.XOAUTH2, encoded(response)))
                .isInstanceOf(MalformedResponse.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"!", "A", "AA", "AAA", "AA==AA==", "A A=", "AAAA\n", "====", "*", "AB==", "=", "_-__", "ÄÄÄÄ"})
    void refusesWhatIsNotBase64(String response) {
        // hazard 12: base64 that a decoder might half accept
        assertThatThrownBy(() -> BearerGrammar.parse(SaslMechanism.OAUTHBEARER, response))
                .isInstanceOf(MalformedResponse.class);
    }

    @Test
    void refusesOctetsThatAreNotUtf8() {
        // hazard 13: 8-bit user
        byte[] octets = "n,a=ad\u00e4,\u0001auth=Bearer vF9d\u0001\u0001".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> BearerGrammar.parse(
                        SaslMechanism.OAUTHBEARER, Base64.getEncoder().encodeToString(octets)))
                .isInstanceOf(MalformedResponse.class);
    }

    @ParameterizedTest
    @EnumSource(SaslMechanism.class)
    void endsInAValueOrARefusalWhateverTheResponse(SaslMechanism mechanism) {
        Random random = new Random(7628);
        String good = mechanism == SaslMechanism.XOAUTH2 ? "user=ada^auth=Bearer vF9d^^" : GOOD;
        for (int i = 0; i < 30_000; i++) {
            byte[] octets = good.replace('^', '\u0001').getBytes(StandardCharsets.UTF_8);
            for (int j = 0; j <= random.nextInt(4); j++) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt(random.nextBoolean() ? 256 : 4);
            }
            try {
                BearerCredentials read =
                        BearerGrammar.parse(mechanism, Base64.getEncoder().encodeToString(octets));
                assertThat(read.token().reveal()).matches("[A-Za-z0-9._~+/-]+=*");
                assertThat(read.authorizationIdentity()).doesNotContainPattern("[\\x00-\\x1f\\x7f]");
            } catch (MalformedResponse refused) {
                assertThat(refused).hasMessageMatching("[\\x20-\\x7e]+");
            }
        }
    }

    private static String encoded(String response) {
        return Base64.getEncoder()
                .encodeToString(response.replace('^', '\u0001').getBytes(StandardCharsets.UTF_8));
    }
}
