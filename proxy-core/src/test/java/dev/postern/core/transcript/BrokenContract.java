package dev.postern.core.transcript;

/** A protocol did what the ports of the core forbid. */
final class BrokenContract extends AssertionError {
    private static final long serialVersionUID = 1L;

    BrokenContract(String message) {
        super(message);
    }
}
