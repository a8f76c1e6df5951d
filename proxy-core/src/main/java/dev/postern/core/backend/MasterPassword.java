package dev.postern.core.backend;

import org.jspecify.annotations.Nullable;

/** The secret that opens every mailbox; it never prints itself. */
public final class MasterPassword {
    private final String value;

    /**
     * @throws IllegalArgumentException for an empty password or one that no Dovecot can take: 0x01, TAB, CR, LF, NUL
     */
    public MasterPassword(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("the master password is empty");
        }
        if (value.chars().anyMatch(c -> c <= 1 || c == '\t' || c == '\r' || c == '\n')) {
            throw new IllegalArgumentException("the master password contains a control character that Dovecot refuses");
        }
        this.value = value;
    }

    /** The password itself; its few callers are fixed by a test. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MasterPassword password && password.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "MasterPassword[redacted]";
    }
}
