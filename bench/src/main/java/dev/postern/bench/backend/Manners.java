package dev.postern.bench.backend;

/** How a fake backend behaves: well, or in a way that a driver must notice. */
public enum Manners {
    GOOD,
    /** Answers NOOP with somebody else's tag. */
    WRONG_TAG,
    /** Changes an octet of each body. */
    WRONG_BODY,
    /** Says no to each message that it is given. */
    REFUSES_MAIL,
    /** Hangs up on NOOP. */
    HANGS_UP
}
