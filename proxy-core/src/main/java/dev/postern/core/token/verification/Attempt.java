package dev.postern.core.token.verification;

import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.Check;
import dev.postern.core.token.Explanation;
import dev.postern.core.token.Finding;
import dev.postern.core.token.Verdict;
import dev.postern.core.token.json.Claims;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One token on its way through the checks; handed from step to step, never used by two threads at once. */
final class Attempt {
    private static final int LONGEST_TEXT = 256;

    private final BearerCredentials credentials;
    private final String protocol;
    private final Consumer<Explanation> answer;
    private final Map<Check, Finding> findings = new EnumMap<>(Check.class);
    private String openidConfiguration;
    private String claimedIdentity = "";
    private @Nullable Finding failure;

    Attempt(BearerCredentials credentials, String protocol, String openidConfiguration, Consumer<Explanation> answer) {
        this.credentials = credentials;
        this.protocol = protocol;
        this.openidConfiguration = openidConfiguration;
        this.answer = answer;
    }

    BearerCredentials credentials() {
        return credentials;
    }

    String protocol() {
        return protocol;
    }

    /** The issuer is known: clients are pointed to it. */
    void belongsTo(IssuerSettings issuer) {
        openidConfiguration = issuer.openidConfiguration();
    }

    /** What the token says of its user, for the log of a refusal. */
    void claims(Claims claims) {
        for (String name : List.of("preferred_username", "email", "sub")) {
            if (claimedIdentity.isEmpty()) {
                claimedIdentity = bounded(claims.textOrEmpty(name));
            }
        }
    }

    /** True where the check passed. */
    boolean passes(Finding finding) {
        findings.put(finding.check(), finding);
        if (failure == null && !finding.passed()) {
            failure = finding;
        }
        return finding.passed();
    }

    /** True where all passed; all are kept. */
    boolean passes(List<Finding> more) {
        boolean passed = true;
        for (Finding finding : more) {
            passed &= passes(finding);
        }
        return passed;
    }

    /** The way ends here, with its first failure. */
    void refuse() {
        Finding first = Objects.requireNonNull(failure);
        conclude(new Verdict.Refused(
                Objects.requireNonNull(first.refusal()),
                first.check().text() + (first.detail().isEmpty() ? "" : ": " + bounded(first.detail())),
                openidConfiguration,
                claimedIdentity));
    }

    void accept(Verdict.Accepted accepted) {
        if (failure != null) {
            throw new IllegalStateException("accepted after a failed check: " + failure.check());
        }
        conclude(accepted);
    }

    private void conclude(Verdict verdict) {
        List<Finding> all = new ArrayList<>();
        for (Check check : Check.values()) {
            all.add(findings.getOrDefault(check, Finding.skipped(check)));
        }
        answer.accept(new Explanation(all, verdict));
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }
}
