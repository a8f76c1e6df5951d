package dev.postern.config.schema;

/** A value that its type does not take. */
public final class BadValue extends Exception {
    private static final long serialVersionUID = 1L;

    private final String mend;

    public BadValue(String what, String mend) {
        super(what);
        this.mend = mend;
    }

    public String what() {
        return String.valueOf(getMessage());
    }

    public String mend() {
        return mend;
    }
}
