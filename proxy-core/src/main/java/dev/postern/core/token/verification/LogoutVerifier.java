package dev.postern.core.token.verification;

import dev.postern.core.token.Check;
import dev.postern.core.token.Finding;
import dev.postern.core.token.LogoutNotice;
import dev.postern.core.token.LogoutVerdict;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.json.Claims;
import dev.postern.core.token.jwt.MalformedToken;
import dev.postern.core.token.jwt.SignedToken;
import dev.postern.core.token.policy.LogoutRules;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Decides about logout tokens, and remembers what they end: OpenID Connect Back-Channel Logout 1.0 §2.6. Shared by all
 * threads, never blocks.
 */
public final class LogoutVerifier {
    /** Characters; they carry little more than an ID token does. */
    private static final int LARGEST = 16 * 1024;

    private final Map<String, IssuerVerifier> issuers;
    private final Withdrawals withdrawals;

    LogoutVerifier(Map<String, IssuerVerifier> issuers, Withdrawals withdrawals) {
        this.issuers = issuers;
        this.withdrawals = withdrawals;
    }

    /**
     * Gives exactly one verdict, perhaps before this call returns, perhaps later and on any thread. From then on no
     * token lets in whose right the notice ends.
     */
    public void judge(String logoutToken, Consumer<LogoutVerdict> answer) {
        if (logoutToken.length() > LARGEST) {
            answer.accept(new LogoutVerdict.Refused("", TokenRefusal.TOO_LARGE, logoutToken.length() + " characters"));
            return;
        }
        SignedToken token;
        try {
            token = SignedToken.parse(logoutToken);
        } catch (MalformedToken malformed) {
            answer.accept(
                    new LogoutVerdict.Refused("", TokenRefusal.MALFORMED, String.valueOf(malformed.getMessage())));
            return;
        }
        String named = token.claims().textOrEmpty("iss");
        IssuerVerifier issuer = issuers.get(named);
        if (issuer == null) {
            answer.accept(new LogoutVerdict.Refused(named, TokenRefusal.UNKNOWN_ISSUER, ""));
        } else {
            judge(issuer, token, answer);
        }
    }

    private void judge(IssuerVerifier issuer, SignedToken token, Consumer<LogoutVerdict> answer) {
        LogoutRules rules = issuer.parts().logout();
        List<Finding> unsigned = List.of(
                rules.type(token.header(), token.claims()),
                new AlgorithmRule(issuer.settings().keys().algorithms()).judge(token));
        if (!unsigned.stream().allMatch(Finding::passed)) {
            answer.accept(refused(issuer, unsigned));
            return;
        }
        issuer.parts().signatures().judge(token, outcome -> {
            List<Finding> signed =
                    KeyFindings.of(outcome, token, issuer.parts().signatures().trouble());
            List<Finding> findings = signed.stream().allMatch(Finding::passed) ? rules.judge(token.claims()) : signed;
            answer.accept(
                    findings.stream().allMatch(Finding::passed)
                            ? told(issuer, token.claims())
                            : refused(issuer, findings));
        });
    }

    private LogoutVerdict told(IssuerVerifier issuer, Claims claims) {
        LogoutNotice notice = LogoutRules.notice(issuer.settings().issuer(), claims);
        withdrawals.remember(notice);
        return new LogoutVerdict.Told(notice);
    }

    private static LogoutVerdict refused(IssuerVerifier issuer, List<Finding> findings) {
        Finding first = findings.stream()
                .filter(finding -> !finding.passed())
                .findFirst()
                .orElseThrow();
        Check check = first.check();
        return new LogoutVerdict.Refused(
                issuer.settings().issuer(),
                Objects.requireNonNull(first.refusal()),
                check.text() + (first.detail().isEmpty() ? "" : ": " + first.detail()));
    }
}
