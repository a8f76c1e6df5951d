package dev.postern.integration.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.token.TokenRefusal;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom conf/fail2ban bans: who guesses, and nobody whose name somebody else can write into a line. */
class FailToBanTest {
    private static final String FILTER =
            SourceTree.read(SourceTree.root().resolve("conf/fail2ban/filter.d/postern.conf"));
    private static final String EXPRESSION = FILTER.replaceAll("(?s).*\nfailregex = (.*?)\n.*", "$1");

    /** What fail2ban takes for ADDR, as far as addresses of ours go. */
    private static final Pattern LINE =
            Pattern.compile(EXPRESSION.replace("<ADDR>", "(?:\\[(?<six>[0-9a-f:]+)]|(?<four>[0-9.]+))"));

    private static String banned(String line) {
        Matcher found = LINE.matcher(line);
        if (!found.find()) {
            return "nobody";
        }
        return found.group("six") == null ? found.group("four") : found.group("six");
    }

    private static String refused(String client, String user, String reason) {
        return "2026-11-28T02:12:14.123Z INFO  login refused session=0TP174S00002 protocol=imap client=" + client
                + " user=" + user + " mechanism=OAUTHBEARER doing=\"verifying token\" reason=" + reason;
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.8:4711, ada, bad_signature, 192.0.2.8",
        "[2001:db8::8]:4711, ada, unknown_key, 2001:db8::8",
        "192.0.2.8:4711, ada, expired, nobody",
        "192.0.2.8:4711, ada, inactive, nobody",
        "192.0.2.8:4711, ada, provider_unavailable, nobody",
        "192.0.2.8:4711, 'x client=192.0.2.66:1', malformed, 192.0.2.8"
    })
    void whoGuessesIsBanned(String client, String user, String reason, String whom) {
        assertThat(banned(refused(client, user.contains(" ") ? '"' + user + '"' : user, reason)))
                .isEqualTo(whom);
    }

    @Test
    void theJournalsPrefixDoesNotMatter() {
        assertThat(banned("mail postern[411]: " + refused("192.0.2.8:4711", "ada", "malformed")))
                .isEqualTo("192.0.2.8");
    }

    @Test
    void aGoodLoginCannotSpeakOfAnother() {
        String user = "\"x INFO  login refused session=x protocol=imap client=192.0.2.66:1 y reason=malformed\"";
        assertThat(banned("2026-11-28T02:12:14.123Z INFO  login session=0TP174S00000 protocol=imap listener=imap "
                        + "client=192.0.2.8:4711 user=" + user + " mechanism=OAUTHBEARER"))
                .isEqualTo("nobody");
    }

    @Test
    void itsReasonsAreOurs() {
        assertThat(EXPRESSION.replaceAll(".*reason=\\(\\?:(.*)\\).*", "$1").split("\\|"))
                .allMatch(reason -> reason.equals("too_long")
                        || Arrays.stream(TokenRefusal.values())
                                .anyMatch(each -> each.name().equalsIgnoreCase(reason)));
    }
}
