package dev.postern.core.transcript;

import java.util.List;

/** Where a run and its transcript part ways, told so that the dialogue can be read. */
public final class Disagreement {
    private static final int LONGEST_LINE = 200;

    private Disagreement() {}

    /**
     * The failure of a run.
     *
     * @param at index of the step where it happened
     * @param how the kind of run
     * @param cause what happened
     */
    public static AssertionError at(Transcript transcript, int at, String how, Throwable cause) {
        List<Step> steps = transcript.steps();
        Step failed = steps.get(Math.min(at, steps.size() - 1));
        StringBuilder told = new StringBuilder();
        told.append(transcript.file()).append(':').append(failed.line());
        told.append(" (").append(how).append(")\n");
        for (Step step : steps.subList(0, Math.min(at, steps.size() - 1))) {
            told.append(String.format("%9d  %s%n", step.line(), cut(step.toString())));
        }
        told.append(String.format("> %7d  %s%n", failed.line(), cut(failed.toString())));
        boolean said = cause.getClass() == AssertionError.class || cause instanceof BrokenContract;
        told.append("  ").append(said ? cut(String.valueOf(cause.getMessage())) : cause.toString());
        return new AssertionError(told.toString(), cause);
    }

    private static String cut(String line) {
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "… " + line.length();
    }
}
