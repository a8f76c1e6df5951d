package dev.postern.core.token;

import java.util.List;

/**
 * A verdict and how it came about: one finding for every {@link Check}, in order. Holds neither token nor signature.
 *
 * @param findings every check once; skipped where it did not apply or an earlier failure left nothing to check
 * @param verdict the first failure, or acceptance
 */
public record Explanation(List<Finding> findings, Verdict verdict) {
    public Explanation {
        findings = List.copyOf(findings);
    }
}
