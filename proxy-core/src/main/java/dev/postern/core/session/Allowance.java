package dev.postern.core.session;

/** How much of its limits one client has used up before it is logged in. Confined to its session's loop. */
public final class Allowance {
    private final PreludeLimits limits;
    private int attempts;
    private int commands;
    private int badCommands;

    public Allowance(PreludeLimits limits) {
        this.limits = limits;
    }

    /** Counts one failed login; true where the client may not try again. */
    public boolean attemptsUsedUp() {
        return ++attempts >= limits.attempts();
    }

    /** Counts one more; true where it is one too many. */
    public boolean commandsUsedUp() {
        return ++commands > limits.commands();
    }

    /** Counts one that is no command, or not one for here; true where the client should go. */
    public boolean badCommandsUsedUp() {
        return ++badCommands >= limits.badCommands();
    }
}
