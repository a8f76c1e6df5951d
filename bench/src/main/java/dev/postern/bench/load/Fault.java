package dev.postern.bench.load;

/** An operation that does not count, since something went wrong. */
public final class Fault extends Exception {
    private static final long serialVersionUID = 1;

    private final FaultKind kind;
    private final String doing;

    Fault(FaultKind kind, String doing, String detail) {
        super(kind.text() + " at " + doing + ": " + detail);
        this.kind = kind;
        this.doing = doing;
    }

    /** What it is counted as: {@code KIND at WHAT WE WERE AT}. */
    public String name() {
        return kind.text() + " at " + doing;
    }

    FaultKind kind() {
        return kind;
    }
}
