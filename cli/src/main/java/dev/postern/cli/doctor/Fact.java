package dev.postern.cli.doctor;

/**
 * One thing that was looked at.
 *
 * @param level how it is
 * @param subject what it is about: {@code backend legacy imap}
 * @param text what was found
 * @param advice what to do; empty where nothing is
 */
record Fact(Level level, String subject, String text, String advice) {
    /** How it is. */
    enum Level {
        OK,
        /** Cannot be seen from here: somebody has to look elsewhere. */
        NOTE,
        WARN,
        FAIL
    }

    static Fact ok(String subject, String text) {
        return new Fact(Level.OK, subject, text, "");
    }

    static Fact note(String subject, String text, String advice) {
        return new Fact(Level.NOTE, subject, text, advice);
    }

    static Fact warn(String subject, String text, String advice) {
        return new Fact(Level.WARN, subject, text, advice);
    }

    static Fact fail(String subject, String text, String advice) {
        return new Fact(Level.FAIL, subject, text, advice);
    }
}
