package dev.postern.demo;

/** Why the demo cannot start, in one line that says what to do about it. */
public final class DemoProblem extends Exception {
    private static final long serialVersionUID = 1L;

    DemoProblem(String message) {
        super(message);
    }
}
