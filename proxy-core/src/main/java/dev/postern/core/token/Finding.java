package dev.postern.core.token;

import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param check which
 * @param outcome how it went
 * @param detail one line for operators, without secrets; may be empty
 * @param refusal what this makes of the token; null unless failed
 */
public record Finding(
        Check check,
        Outcome outcome,
        String detail,
        @Nullable TokenRefusal refusal) {
    /** How a check went. */
    public enum Outcome {
        OK,
        FAILED,
        SKIPPED
    }

    public static Finding ok(Check check, String detail) {
        return new Finding(check, Outcome.OK, detail, null);
    }

    public static Finding failed(Check check, TokenRefusal refusal, String detail) {
        return new Finding(check, Outcome.FAILED, detail, refusal);
    }

    public static Finding skipped(Check check) {
        return new Finding(check, Outcome.SKIPPED, "", null);
    }

    public boolean passed() {
        return outcome != Outcome.FAILED;
    }
}
