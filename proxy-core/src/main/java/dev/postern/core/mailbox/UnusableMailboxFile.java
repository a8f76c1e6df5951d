package dev.postern.core.mailbox;

import java.util.List;

/** A mailbox file that cannot be in force, and what is wrong with it. */
public final class UnusableMailboxFile extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<MailboxFileProblem> problems;
    private final int count;

    UnusableMailboxFile(List<MailboxFileProblem> problems, int count) {
        super(problems.get(0).toString());
        this.problems = List.copyOf(problems);
        this.count = count;
    }

    /** The first of them, at least one, in the order of the file. */
    public List<MailboxFileProblem> problems() {
        return problems;
    }

    /** How many there are in all. */
    public int count() {
        return count;
    }
}
