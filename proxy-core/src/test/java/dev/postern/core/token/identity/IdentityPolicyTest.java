package dev.postern.core.token.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.token.json.ClaimPath;
import dev.postern.core.token.json.Claims;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From claims to a mailbox. */
class IdentityPolicyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ada*",
                "ada*postern",
                "*",
                "ada%x",
                "ada\u0000",
                "ada\t",
                "ada\r\n",
                "ada\n",
                "ad\"a",
                "ad\\a",
                "{ada",
                "ada}",
                "äda",
                "ada\u212a",
                "ada.",
                "ada@example.org.",
                ".ada",
                "-ada",
                "--help",
                "@example.org",
                "ada@",
                "ada@@x",
                "a@b@c",
                "a..b",
                "../ada",
                "ada/..",
                "~ada",
                "ada+x@example.org",
                "a b",
                "ada,",
                "ada:",
                "postern",
                "Postern",
                "POSTERN",
                "ada.@example.org",
                "ada@.org",
                "ada\u007f",
                "ada\u0130"
            })
    void refusesWhatIsNoMailbox(String spelled) {
        // hazard 22, as a claim and as the identity asked for; hazard 24: no name check can be switched off
        IdentityPolicy policy = policy(IdentitySettings.of("{user}"));
        assertThat(policy.identify(claims(Map.of("user", spelled)), "").mailbox())
                .isEmpty();
        IdentityPolicy generous = policy(delegating(new DelegationSettings(new ClaimPath("shared"), List.of(), null)));
        Map<String, Object> claims = Map.of("user", "ada", "shared", List.of(spelled));
        if (!spelled.isEmpty()) {
            assertThat(generous.identify(claims(claims), spelled).mailbox()).isEmpty();
        }
    }

    @Test
    void refusesWhatIsTooLong() {
        IdentityPolicy policy = policy(IdentitySettings.of("{user}"));
        assertThat(policy.identify(claims(Map.of("user", "a".repeat(255))), "").mailbox())
                .hasSize(255);
        assertThat(policy.identify(claims(Map.of("user", "a".repeat(256))), "").mailbox())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // template, strip, add, user, asked, mailbox
        "{user}, , , ADA@Example.org, '', ada@example.org",
        "{user}, , , ada@example.org, Ada@EXAMPLE.org, ada@example.org",
        "{user}@example.org, , , ada, ada@example.org, ada@example.org",
        "{user}, example.org, , ada@Example.Org, '', ada",
        "{user}, example.org, , ada@example.org, ada@example.org, ada",
        "{user}, , example.org, ada, '', ada@example.org",
        "{user}, , example.org, ada@other.org, '', ada@other.org",
    })
    void fillsTheTemplate(String template, String strip, String add, String user, String asked, String mailbox) {
        IdentitySettings settings =
                new IdentitySettings(MailboxTemplate.parse(template), true, true, strip, add, DelegationSettings.NONE);
        assertThat(policy(settings)
                        .identify(claims(Map.of("user", user)), asked)
                        .mailbox())
                .isEqualTo(mailbox);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "shared@example.org", "{", "{}", "{a b}", "{user}*", "{user", "user}", "{user} ", "{user}%"})
    void refusesTemplatesThatCannotWork(String template) {
        assertThatThrownBy(() -> MailboxTemplate.parse(template)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void asksForVerifiedEmailWhereverEmailIsUsed() {
        Claims unverified = claims(Map.of("email", "ada@example.org"));
        assertThat(policy(IdentitySettings.of("{email}"))
                        .identify(unverified, "")
                        .mailbox())
                .isEmpty();
        IdentitySettings trusting = new IdentitySettings(
                MailboxTemplate.parse("{email}"), false, true, null, null, DelegationSettings.NONE);
        assertThat(policy(trusting).identify(unverified, "").mailbox()).isEqualTo("ada@example.org");
    }

    @Test
    void delegatesByClaimAndByRole() {
        DelegationSettings delegation =
                new DelegationSettings(new ClaimPath("mailboxes"), List.of(new ClaimPath("realm_access.roles")), null);
        IdentityPolicy policy = policy(delegating(delegation));
        Claims claims = claims(Map.of(
                "user", "ada",
                "mailboxes", List.of("Sales"),
                "realm_access", Map.of("roles", List.of("mailbox:support", "postern", "mailbox:postern"))));
        Identification sales = policy.identify(claims, "sales");
        assertThat(sales.mailbox()).isEqualTo("sales");
        assertThat(sales.actor()).isEqualTo("ada");
        assertThat(policy.identify(claims, "support").mailbox()).isEqualTo("support");
        assertThat(policy.identify(claims, "").mailbox()).isEqualTo("ada");
        assertThat(policy.identify(claims, "mailbox:support").mailbox()).isEmpty();
        assertThat(policy.identify(claims, "other").mailbox()).isEmpty();
        assertThat(policy.identify(claims, "postern").mailbox()).isEmpty();
    }

    @Test
    void delegatesByAFileThatIsReadAgain(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("shared");
        Files.writeString(file, "# people\nada: support sales\n\ngrace: sales\n");
        SharedMailboxes shared = new SharedMailboxes(file);
        IdentityPolicy policy = new IdentityPolicy(
                delegating(new DelegationSettings(null, List.of(), file)), Set.of("postern"), shared);
        Claims ada = claims(Map.of("user", "ada"));
        assertThat(policy.identify(ada, "support").mailbox()).isEqualTo("support");
        Files.writeString(file, "ada: not*strict\n");
        shared.reload();
        assertThat(policy.identify(ada, "support").mailbox()).isEqualTo("support");
        assertThat(shared.generation()).isZero();
        Files.writeString(file, "grace: support sales help\n");
        shared.reload();
        assertThat(policy.identify(ada, "support").mailbox()).isEmpty();
        assertThat(shared.generation()).isEqualTo(1);
        Files.delete(file);
        shared.reload();
        assertThat(policy.identify(claims(Map.of("user", "grace")), "help").mailbox())
                .isEqualTo("help");
    }

    @Test
    void refusesAFileOfDelegationsThatHasNoEnd(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("shared");
        Files.writeString(file, "#".repeat(SharedMailboxes.LARGEST_FILE));
        SharedMailboxes.check(file);
        Files.writeString(file, "#".repeat(SharedMailboxes.LARGEST_FILE + 1));
        assertThatThrownBy(() -> SharedMailboxes.check(file)).hasMessageContaining("larger than");
        assertThatThrownBy(() -> SharedMailboxes.check(folder)).hasMessageContaining("no file");
    }

    private static IdentitySettings delegating(DelegationSettings delegation) {
        return new IdentitySettings(MailboxTemplate.parse("{user}"), true, true, null, null, delegation);
    }

    private static IdentityPolicy policy(IdentitySettings settings) {
        return new IdentityPolicy(settings, Set.of("postern"), null);
    }

    private static Claims claims(Map<String, Object> claims) {
        return new Claims(claims);
    }
}
