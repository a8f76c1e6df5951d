package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.postern.core.testing.TestIssuer.Mood;
import dev.postern.core.testing.TestKey;
import dev.postern.core.testing.TestToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code postern token explain}: the whole command, against a provider on loopback. */
@Timeout(60)
class TokenCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final InputStream standardInput = System.in;
    private final ExplainSite site;

    TokenCommandTest(@TempDir Path folder) throws IOException {
        // In a process of its own the command keeps the log silent; here others want to read it.
        LogManager.getContext(false);
        site = new ExplainSite(folder);
    }

    @AfterEach
    void close() {
        System.setIn(standardInput);
        System.clearProperty("postern.log.level");
        site.close();
    }

    private int explain(String input, Path configuration, String... options) {
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        CommandLine command = Postern.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        List<String> arguments = new ArrayList<>(List.of("token", "explain", "--config", configuration.toString()));
        arguments.addAll(List.of(options));
        int exit = command.execute(arguments.toArray(String[]::new));
        showsNothingOf(input.strip());
        return exit;
    }

    /** Neither the token nor any part of it that a JWT has. */
    private void showsNothingOf(String token) {
        for (String part : (token + "." + token).split("\\.", -1)) {
            if (part.length() > 20) {
                assertThat(out.toString()).doesNotContain(part);
                assertThat(err.toString()).doesNotContain(part);
            }
        }
    }

    private Map<String, Object> json() throws ParseException {
        return JSONObjectUtils.parse(out.toString());
    }

    @Test
    void tellsAPersonCheckByCheckWhatIsGood() throws IOException {
        Instant expires = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofMinutes(5));
        TestToken token = site.provider.token().expires(expires);

        assertThat(explain(token.build() + "\n", site.configuration("sessions: { grace: 10m }")))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString().lines().map(line -> line.replaceAll(" {2,}", " | ")))
                .contains("CHECK | OUTCOME | DETAIL")
                .contains("signature | ok")
                .contains("active | not applicable")
                .contains("audience | ok | mail")
                .contains("identity | ok | own mailbox")
                .contains("verdict | accepted")
                .contains("mailbox | ada@example.org")
                .contains("acting user | ada@example.org")
                .contains("subject | 0f1e2d3c-ada")
                .contains("token ends | " + expires)
                .contains("session ends | at " + expires.plus(Duration.ofMinutes(10)) + " at the latest")
                .contains("Not known here: logouts that a running Postern has heard of.");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void tellsAProgramTheSame() throws IOException, ParseException {
        Path configuration = site.configuration("sessions: { grace: never }");

        assertThat(explain(site.provider.token().build(), configuration, "--output", "json"))
                .isEqualTo(ExitCode.OK);
        assertThat(json())
                .containsEntry("verdict", "accepted")
                .containsEntry("protocol", "imap")
                .containsEntry("mailbox", "ada@example.org")
                .containsEntry("client", "thunderbird")
                .containsEntry("issuer", site.provider.issuer())
                .containsEntry("session-ends", null)
                .containsEntry("asked-every", null);
        assertThat(List.of(JSONObjectUtils.getJSONObjectArray(json(), "checks")))
                .hasSize(19)
                .contains(Map.of("check", "active", "outcome", "not-applicable", "detail", ""))
                .contains(Map.of("check", "mailbox", "outcome", "ok", "detail", "ada@example.org"));
    }

    @Test
    void saysWhoActsInAMailboxThatIsNotTheirs() throws IOException {
        Path configuration = site.configuration("delegation: { file: " + site.folder() + "/shared }");
        String token = site.provider.token().build();

        assertThat(explain(token, configuration, "--mailbox", "support@example.org"))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .containsPattern("mailbox +support@example.org")
                .containsPattern("acting user +ada@example.org, by delegation")
                .containsPattern("identity +ok +support@example.org by file");
        assertThat(explain(token, configuration, "--mailbox", "grace@example.org"))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(out.toString()).containsPattern("identity +failed +asked for grace@example.org");
    }

    @Test
    void judgesForTheProtocolThatIsAskedFor() throws IOException {
        Path configuration = site.configuration("smtp: { scopes: [send] }");
        String token = site.provider.token().build();

        assertThat(explain(token, configuration)).isEqualTo(ExitCode.OK);
        assertThat(explain(token, configuration, "--protocol", "SMTP")).isEqualTo(ExitCode.FAILURE);
        assertThat(out.toString()).containsPattern("scope +failed +lacks send").containsPattern("protocol +smtp");
    }

    @Test
    void namesEveryCheckThatFailsAndTheOnesNotReached() throws IOException, ParseException {
        TestToken token = site.provider
                .token()
                .claim("aud", "account")
                .expires(Instant.now().minusSeconds(600));

        assertThat(explain(token.build(), site.configuration(), "--output", "json"))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(json()).containsEntry("verdict", "refused").containsEntry("reason", "expired");
        assertThat(json()).containsEntry("claimed-user", "ada@example.org").doesNotContainKey("mailbox");
        assertThat(out.toString())
                .contains("{\"check\":\"audience\",\"outcome\":\"failed\",\"detail\":\"aud is account\"}")
                .contains("{\"check\":\"client\",\"outcome\":\"ok\",\"detail\":\"thunderbird\"}");

        String forged =
                site.provider.token().forgedBy(TestKey.generate("x", "ES256")).build();
        assertThat(explain(forged, site.configuration())).isEqualTo(ExitCode.FAILURE);
        assertThat(out.toString())
                .containsPattern("signature +failed")
                .containsPattern("audience +not reached")
                .containsPattern("reason +bad_signature");
    }

    @Test
    void lookedAtFromATerminalAClaimStaysText() throws IOException, ParseException {
        String nasty = "ada\u001b[2J\r\nverdict accepted\u0000\u009b\"\\é";
        String token = site.provider
                .token()
                .claim("email", nasty)
                .claim("preferred_username", nasty)
                .build();

        assertThat(explain(token, site.configuration())).isEqualTo(ExitCode.FAILURE);
        assertThat(out.toString())
                .contains("not a mailbox: ada\\u001b[2j\\u000d\\u000averdict accepted\\u0000\\u009b\"\\\\\\u00e9")
                .matches("(?s)[\\n -~]+");

        out.getBuffer().setLength(0);
        assertThat(explain(token, site.configuration(), "--output", "json")).isEqualTo(ExitCode.FAILURE);
        assertThat(out.toString()).matches("[ -~]+\\n");
        assertThat(json()).containsEntry("claimed-user", nasty);
    }

    @Test
    void waitsForTheFirstKeysOfASlowProvider() throws IOException {
        site.provider.delay(Duration.ofMillis(700));

        assertThat(explain(site.provider.token().build(), site.configuration())).isEqualTo(ExitCode.OK);
    }

    @Test
    void aProviderThatFailsIsTemporaryAndSaysWhy() throws IOException, ParseException {
        site.provider.become(Mood.DOWN);

        assertThat(explain(site.provider.token().build(), site.configuration(), "--output", "json"))
                .isEqualTo(ExitCode.TEMPORARY);
        assertThat(json())
                .containsEntry("verdict", "temporary")
                .containsEntry("reason", "provider_unavailable")
                .containsEntry("detail", "key: keys cannot be fetched: HTTP status 503");
        assertThat(out.toString()).contains("{\"check\":\"key\",\"outcome\":\"unknown\",");
    }

    @Test
    void asksTheProviderAboutAnOpaqueToken() throws IOException {
        Path configuration = site.configuration(
                "tokens: opaque",
                "introspection: { client-id: postern, secret-file: " + site.folder() + "/client-secret }");
        String token = site.provider.opaqueToken(site.provider.token().claims()) + "-and-long-enough";
        site.provider.remember(token, site.provider.token().claims());

        assertThat(explain(token, configuration)).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .containsPattern("signature +not applicable")
                .containsPattern("active +ok")
                .contains("; the provider is asked every 300 seconds");
        site.provider.revoke(token);
        assertThat(explain(token, configuration)).isEqualTo(ExitCode.FAILURE);
        assertThat(out.toString()).containsPattern("active +failed").containsPattern("reason +inactive");
    }

    @Test
    void refusesAMegabyteForItsSizeAndReadsNoMoreThanItMust() throws IOException {
        TestToken token = site.provider.token().claim("padding", "a".repeat(1 << 20));

        assertThat(explain(token.build(), site.configuration())).isEqualTo(ExitCode.FAILURE);
        assertThat(out.toString())
                .containsPattern("size +failed +more than 16384 characters")
                .containsPattern("form +not reached")
                .containsPattern("reason +too_large");
        assertThat(System.in.available()).isGreaterThan(1 << 20);
    }

    @Test
    void asksForATokenWhereThereIsNone() throws IOException {
        for (String input : new String[] {"", "\n", "{\"access_token\":\"ey.ey.x\"}", "Bearer ey.ey.x", "a\nb"}) {
            assertThat(explain(input, site.configuration())).as(input).isEqualTo(ExitCode.USAGE);
        }
        assertThat(err.toString()).contains("standard input is empty", "jq -r .access_token");
        assertThat(out.toString()).isEmpty();
        assertThat(site.provider.keyFetches()).isZero();
    }

    @Test
    void aBadConfigurationEndsWith78AsEverywhere() throws IOException {
        assertThat(explain("ey.ey.x", site.configuration("audiense: mail"))).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(err.toString()).contains("did you mean audience?");
    }

    @Test
    void itsHelpHasAnExampleAndItsExitCodes() throws IOException {
        assertThat(explain("", site.configuration(), "--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains(
                        "postern token explain < access-token", "75", "refused", "--mailbox", "--protocol", "--output");
    }

    @Test
    void asAProcessItSaysNothingBesideItsAnswer() throws IOException, InterruptedException, ParseException {
        String token = site.provider.token().build();
        Path input = Files.writeString(site.folder().resolve("token"), token + "\r\n");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.postern.cli.Postern",
                        "token",
                        "explain",
                        "--file",
                        site.configuration("tokens: jwt").toString(),
                        "--output=json")
                .redirectInput(input.toFile())
                .start();
        out.write(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        err.write(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(err.toString()).isEmpty();
        assertThat(json()).containsEntry("verdict", "accepted");
        assertThat(process.exitValue()).isEqualTo(ExitCode.OK);
        showsNothingOf(token);
    }
}
