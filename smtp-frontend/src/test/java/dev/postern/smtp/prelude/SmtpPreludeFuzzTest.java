package dev.postern.smtp.prelude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.session.PreludeLimits;
import dev.postern.core.token.Verdict;
import dev.postern.smtp.wire.SmtpReplies;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged dialogues, from each state on: nothing but replies comes back, and nobody gets in with a damaged token. */
class SmtpPreludeFuzzTest {
    private static final String RESPONSE = Base64.getEncoder()
            .encodeToString("n,a=ada@example.org,\u0001auth=Bearer good-token\u0001\u0001"
                    .getBytes(StandardCharsets.ISO_8859_1));
    private static final String REFUSED = Base64.getEncoder()
            .encodeToString("n,,\u0001auth=Bearer bad-token\u0001\u0001".getBytes(StandardCharsets.ISO_8859_1));
    private static final PreludeLimits LIMITS = new PreludeLimits(3, 50, 5, 512, 2048, 512);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "EHLO client.example.org\r\n",
                "EHLO client.example.org\r\nAUTH OAUTHBEARER\r\n",
                "EHLO client.example.org\r\nAUTH OAUTHBEARER {refused}\r\n",
                "EHLO client.example.org\r\nAUTH OAUTHBEARER =\r\n",
                "BDAT 20\r\n",
            })
    void noDamageDoesHarm(String before) {
        Random random = new Random(before.hashCode());
        for (int run = 0; run < 5_000; run++) {
            FakeClient client = new FakeClient();
            SmtpPrelude prelude = new SmtpPrelude(client, LIMITS, new SmtpReplies("mail.example.org"));
            prelude.onOpen(random.nextInt(8) != 0);
            feed(client, prelude, before.replace("{refused}", REFUSED), random);
            feed(client, prelude, damaged(random), random);
            assertThat(client.heard.toString()).matches("([2-5]\\d\\d[ -][ -~]*\r\n)*");
            assertThat(client.heard.length()).isLessThan(20_000);
            assertThat(client.loggingIn && client.tlsStarted).isFalse();
        }
    }

    private static String damaged(Random random) {
        StringBuilder octets = new StringBuilder("NOOP\r\nEHLO x\r\nAUTH OAUTHBEARER " + RESPONSE
                + "\r\nSTARTTLS\r\nAUTH XOAUTH2\r\n*\r\nVRFY a\r\nMAIL FROM:<>\r\nBDAT 3\r\nxyzRSET\r\nQUIT\r\n");
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            int at = random.nextInt(octets.length());
            switch (random.nextInt(4)) {
                case 0 -> octets.setCharAt(at, (char) random.nextInt(256));
                case 1 -> octets.deleteCharAt(at);
                case 2 -> octets.insert(at, "\r\n\0 *=".charAt(random.nextInt(6)));
                default -> octets.insert(at, octets.substring(at, Math.min(octets.length(), at + random.nextInt(40))));
            }
        }
        return octets.toString();
    }

    /** As the core does: what is left is offered again after the verdict, and nothing after the login has begun. */
    private static void feed(FakeClient client, SmtpPrelude prelude, String octets, Random random) {
        String left = "";
        for (int at = 0; at < octets.length(); ) {
            int size = 1 + random.nextInt(60);
            left += octets.substring(at, Math.min(octets.length(), at + size));
            at += size;
            boolean answered = true;
            while (answered && client.closed.isEmpty() && !client.loggingIn && !client.tlsStarted) {
                ByteBuffer bytes = ByteBuffer.wrap(left.getBytes(StandardCharsets.ISO_8859_1));
                prelude.onBytes(bytes);
                left = StandardCharsets.ISO_8859_1.decode(bytes).toString();
                Optional<Verdict> verdict = client.verdict;
                client.verdict = Optional.empty();
                verdict.ifPresent(prelude::onVerdict);
                answered = verdict.isPresent();
            }
        }
    }
}
