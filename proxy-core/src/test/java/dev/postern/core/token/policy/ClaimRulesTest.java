package dev.postern.core.token.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.token.Check;
import dev.postern.core.token.Finding;
import dev.postern.core.token.json.ClaimPath;
import dev.postern.core.token.json.Claims;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules that go beyond the table of bad tokens: clients, age, scopes, roles, required claims. */
class ClaimRulesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Map<String, Object> claims = new HashMap<>(Map.of(
            "sub", "1",
            "aud", "mail",
            "azp", "thunderbird",
            "exp", NOW.plusSeconds(60).getEpochSecond(),
            "iat", NOW.minusSeconds(3600).getEpochSecond()));

    @Test
    void namedClientsOnly() {
        AcceptanceSettings settings = settings(Set.of("thunderbird", "k9"), Requirements.NONE, Map.of(), null);
        assertThat(failures(settings, "imap")).isEmpty();
        claims.put("client_id", "another");
        assertThat(failures(settings, "imap")).containsExactly(Check.CLIENT);
        claims.put("client_id", "k9");
        assertThat(failures(settings, "imap")).isEmpty();
        claims.remove("azp");
        claims.remove("client_id");
        assertThat(failures(settings, "imap")).containsExactly(Check.CLIENT);
    }

    @Test
    void youngTokensOnly() {
        AcceptanceSettings settings = settings(Set.of(), Requirements.NONE, Map.of(), Duration.ofHours(1));
        assertThat(failures(settings, "imap")).isEmpty();
        claims.put("iat", NOW.minusSeconds(3631).getEpochSecond());
        assertThat(failures(settings, "imap")).containsExactly(Check.AGE);
        claims.remove("iat");
        assertThat(failures(settings, "imap")).containsExactly(Check.AGE);
    }

    @Test
    void requirementsByProtocol() {
        Requirements send = new Requirements(Set.of("send"), Set.of("sender"), Map.of("acr", "2"));
        AcceptanceSettings settings =
                settings(Set.of(), new Requirements(Set.of("mail"), Set.of(), Map.of()), Map.of("smtp", send), null);
        assertThat(failures(settings, "imap")).containsExactly(Check.SCOPE);
        claims.put("scope", "openid mail");
        assertThat(failures(settings, "imap")).isEmpty();
        assertThat(failures(settings, "smtp")).containsExactly(Check.SCOPE, Check.ROLES, Check.CLAIMS);
        claims.put("scp", List.of("send"));
        claims.put("realm_access", Map.of("roles", List.of("sender")));
        claims.put("acr", List.of("1", "2"));
        assertThat(failures(settings, "smtp")).isEmpty();
    }

    @Test
    void aScopeIsAWholeWord() {
        AcceptanceSettings settings =
                settings(Set.of(), new Requirements(Set.of("mail"), Set.of(), Map.of()), Map.of(), null);
        claims.put("scope", "email mail.read xmail");
        assertThat(failures(settings, "imap")).containsExactly(Check.SCOPE);
    }

    @Test
    void someAudienceMustBeConfigured() {
        // hazard 18: an audience check that is skipped when nothing is configured
        assertThatThrownBy(() -> new AcceptanceSettings(
                        Set.of(), Set.of(), Requirements.NONE, Map.of(), List.of(), Duration.ZERO, null, 1))
                .hasMessageContaining("audience");
    }

    @Test
    void claimsAreFoundByPathOrByTheirWholeName() {
        Claims nested = new Claims(Map.of("a.b", 1L, "a", Map.of("b", 2L, "c.d", 3L), "list", List.of()));
        assertThat(new ClaimPath("a.b").in(nested)).contains(1L);
        assertThat(new ClaimPath("a.c.d").in(nested)).contains(3L);
        assertThat(new ClaimPath("a.x").in(nested)).isEmpty();
        assertThat(new ClaimPath("list.x").in(nested)).isEmpty();
    }

    private List<Check> failures(AcceptanceSettings settings, String protocol) {
        return new ClaimRules(settings, InstantSource.fixed(NOW))
                .judge(new Claims(claims), protocol).stream()
                        .filter(finding -> !finding.passed())
                        .map(Finding::check)
                        .toList();
    }

    private static AcceptanceSettings settings(
            Set<String> clients, Requirements required, Map<String, Requirements> byProtocol, @Nullable Duration age) {
        return new AcceptanceSettings(
                Set.of("mail"),
                clients,
                required,
                byProtocol,
                AcceptanceSettings.STANDARD_ROLE_CLAIMS,
                AcceptanceSettings.STANDARD_LEEWAY,
                age,
                AcceptanceSettings.STANDARD_SIZE);
    }
}
