package dev.postern.demo.backend;

/** The answer to a SASL PLAIN response. */
sealed interface Admission {
    /** The master is good, and there is such a mailbox. */
    record Opened(Mailbox mailbox) implements Admission {}

    /** It does not log in. */
    enum Refused implements Admission {
        MALFORMED,
        /** Wrong master name or password, or an attempt to log in without a master. */
        MASTER,
        /** The master is good, but there is no such mailbox. */
        MAILBOX
    }
}
