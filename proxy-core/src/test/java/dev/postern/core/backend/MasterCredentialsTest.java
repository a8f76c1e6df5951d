package dev.postern.core.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which mailboxes are named to a backend, and that nothing of the master's is seen anywhere else. */
class MasterCredentialsTest {
    private static final String PASSWORD = "p\u00e4ss \"word\"";

    private static MasterCredentials of(String mailbox, LoginMethod method) {
        return new MasterCredentials(
                mailbox, new BackendIdentity(method, new MasterUser("master", new MasterPassword(PASSWORD)), '*'));
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "'', has no name",
        "master, is the master user",
        "MASTER, is the master user",
        "ada*bob, contains the separator",
        "a b, no login may carry",
        "'ada\t', no login may carry",
        "\u00e4da, no login may carry"
    })
    void aMailboxThatWouldMeanAnotherIsNamedByNoMethod(String mailbox, String why) {
        for (LoginMethod method : LoginMethod.values()) {
            assertThat(of(mailbox, method).objection()).get().asString().contains(why);
        }
    }

    @ParameterizedTest
    @EnumSource(LoginMethod.class)
    void othersMayBeNamed(LoginMethod method) {
        assertThat(of("ada@example.org", method).objection()).isEmpty();
    }

    @Test
    void eachMethodHasItsWords() {
        MasterCredentials ada = of("ada", LoginMethod.PLAIN_SEPARATOR);
        assertThat(decoded(ada.plainWithAuthorizationIdentity())).isEqualTo("ada\0master\0" + PASSWORD);
        assertThat(decoded(ada.plainWithSeparator())).isEqualTo("\0ada*master\0" + PASSWORD);
        assertThat(decoded(ada.separatedInBase64())).isEqualTo(ada.separated()).isEqualTo("ada*master");
        assertThat(decoded(ada.passwordInBase64())).isEqualTo(PASSWORD);
        assertThat(ada.passwordOctets()).isEqualTo("p\u00c3\u00a4ss \"word\"");
    }

    /** Hazard 21. */
    @Test
    void everySpellingOfTheSecretIsRedacted() {
        MasterCredentials ada = of("ada", LoginMethod.PLAIN_SEPARATOR);
        String quoted = "\"p\u00c3\u00a4ss \\\"word\\\"\"";
        String text = String.join(
                " ",
                "no:",
                ada.plainWithAuthorizationIdentity(),
                ada.plainWithSeparator(),
                ada.passwordInBase64(),
                ada.passwordOctets(),
                quoted);
        assertThat(ada.redact(text, quoted)).isEqualTo("no:" + " [redacted]".repeat(5));
        assertThat(ada).hasToString("MasterCredentials[redacted]");
    }
}
