package dev.postern.cli;

import dev.postern.config.ProtocolName;
import dev.postern.core.token.Explanation;
import dev.postern.core.token.Finding;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An explanation for people or for programs: what tokens say in it is escaped, so that it stays text. */
record TokenReport(Explanation explanation, ProtocolName protocol) {
    private static final String ROW = "%-11s%-15s%s";
    private static final String FACT = "%-16s%s";

    /** As a process tells it. */
    int exitCode() {
        if (explanation.verdict() instanceof Verdict.Refused refused) {
            return isTemporary(refused.why()) ? ExitCode.TEMPORARY : ExitCode.FAILURE;
        }
        return ExitCode.OK;
    }

    private static boolean isTemporary(@Nullable TokenRefusal why) {
        return why != null && why.kind() == TokenRefusal.Kind.TEMPORARY;
    }

    private String verdict() {
        return switch (exitCode()) {
            case ExitCode.OK -> "accepted";
            case ExitCode.TEMPORARY -> "temporary";
            default -> "refused";
        };
    }

    /** A row for each check, the verdict, and what goes with it. */
    String table() {
        List<String> lines = new ArrayList<>();
        lines.add(row(ROW, "CHECK", "OUTCOME", "DETAIL"));
        for (Finding finding : explanation.findings()) {
            lines.add(row(
                    ROW,
                    finding.check().text(),
                    outcome(finding),
                    PlainText.escaped(PlainText.bounded(finding.detail()))));
        }
        lines.add("");
        facts().forEach((name, value) -> lines.add(row(FACT, name, PlainText.escaped(PlainText.bounded(value)))));
        if (exitCode() == ExitCode.OK) {
            lines.add("");
            lines.add("Not known here: logouts that a running Postern has heard of.");
        }
        return String.join("\n", lines) + "\n";
    }

    private static String row(String format, Object... cells) {
        return String.format(Locale.ROOT, format, cells).stripTrailing();
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("verdict", verdict());
        facts.put("protocol", protocol.text());
        if (explanation.verdict() instanceof Verdict.Accepted accepted) {
            facts.put("mailbox", accepted.mailbox());
            facts.put("acting user", accepted.actor() + (isDelegated(accepted) ? ", by delegation" : ""));
            facts.put("subject", accepted.grant().subject());
            facts.put("client", accepted.grant().client());
            facts.put("issuer", accepted.grant().issuer());
            facts.put("token ends", accepted.grant().expires().toString());
            facts.put("session ends", end(accepted));
        } else if (explanation.verdict() instanceof Verdict.Refused refused) {
            facts.put("reason", reason(refused));
            facts.put("detail", refused.detail());
            facts.put("claimed user", refused.claimedIdentity());
        }
        facts.values().removeIf(String::isEmpty);
        return facts;
    }

    private static boolean isDelegated(Verdict.Accepted accepted) {
        return !accepted.actor().equals(accepted.mailbox());
    }

    private static String end(Verdict.Accepted accepted) {
        Instant ends = accepted.tenure().ends();
        Duration every = accepted.tenure().askEvery();
        return (ends == null ? "never by itself" : "at " + ends + " at the latest")
                + (every == null ? "" : "; the provider is asked every " + every.toSeconds() + " seconds");
    }

    private static String reason(Verdict.Refused refused) {
        return refused.why().name().toLowerCase(Locale.ROOT);
    }

    /** One object: the verdict and its facts, then {@code checks}. */
    String json() {
        JsonText json = new JsonText();
        json.member("verdict", verdict());
        json.member("protocol", protocol.text());
        if (explanation.verdict() instanceof Verdict.Accepted accepted) {
            accepted(json, accepted);
        } else if (explanation.verdict() instanceof Verdict.Refused refused) {
            json.member("reason", reason(refused));
            json.member("detail", refused.detail());
            json.member("claimed-user", refused.claimedIdentity());
        }
        List<JsonText> checks = new ArrayList<>();
        for (Finding finding : explanation.findings()) {
            JsonText check = new JsonText();
            check.member("check", finding.check().text());
            check.member("outcome", outcome(finding).replace(' ', '-'));
            check.member("detail", PlainText.bounded(finding.detail()));
            checks.add(check);
        }
        json.members("checks", checks);
        return json.text() + "\n";
    }

    private static void accepted(JsonText json, Verdict.Accepted accepted) {
        json.member("mailbox", accepted.mailbox());
        json.member("acting-user", accepted.actor());
        json.member("subject", accepted.grant().subject());
        json.member("client", accepted.grant().client());
        json.member("issuer", accepted.grant().issuer());
        json.member("token-ends", accepted.grant().expires().toString());
        json.member("session-ends", text(accepted.tenure().ends()));
        Duration every = accepted.tenure().askEvery();
        json.member("asked-every", every == null ? null : every.toSeconds() + "s");
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private String outcome(Finding finding) {
        return switch (finding.outcome()) {
            case OK -> "ok";
            case FAILED -> isTemporary(finding.refusal()) ? "unknown" : "failed";
            // Behind a failure nobody knows whether it would have applied.
            case SKIPPED -> isBehindFailure(finding) ? "not reached" : "not applicable";
        };
    }

    private boolean isBehindFailure(Finding finding) {
        return exitCode() != ExitCode.OK
                && explanation.findings().stream()
                        .filter(other -> other.check().compareTo(finding.check()) > 0)
                        .allMatch(other -> other.outcome() == Finding.Outcome.SKIPPED);
    }
}
