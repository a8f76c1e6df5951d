package dev.postern.smtp.prelude;

import dev.postern.core.session.PreludeLimits;

/** How much of its limits one client has used up. */
final class Allowance {
    private final PreludeLimits limits;
    private int attempts;
    private int commands;
    private int badCommands;

    Allowance(PreludeLimits limits) {
        this.limits = limits;
    }

    /** True where the client may not try again. */
    boolean attemptsUsedUp() {
        return ++attempts >= limits.attempts();
    }

    boolean commandsUsedUp() {
        return ++commands > limits.commands();
    }

    boolean badCommandsUsedUp() {
        return ++badCommands >= limits.badCommands();
    }
}
