package dev.postern.core.mailbox;

/**
 * One thing that is wrong with a mailbox file.
 *
 * @param line from 1; 0 for the file as a whole
 * @param what is wrong, printable, one line
 * @param mend what to do about it
 */
public record MailboxFileProblem(int line, String what, String mend) {
    /** {@code line 7: what; mend}. */
    @Override
    public String toString() {
        return (line == 0 ? "" : "line " + line + ": ") + what + "; " + mend;
    }
}
