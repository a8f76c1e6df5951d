package dev.postern.core.backend;

/** Why a backend did not let us in: log field, metric label and row of each protocol's reply table. */
public enum BackendFailure {
    /** No route, connection refused, name unknown. */
    UNREACHABLE,
    /** Connect, TLS or login took longer than its deadline. */
    TIMED_OUT,
    /** The backend's certificate is not the one we trust, or the handshake failed: perhaps somebody in the middle. */
    UNTRUSTED,
    /** It closed in the middle of the dialogue. */
    CONNECTION_LOST,
    /** It said what the protocol does not allow here: bytes behind STARTTLS, PREAUTH, an endless reply. */
    PROTOCOL_VIOLATION,
    /** It lacks what the configuration asks for: STARTTLS, the mechanism, XCLIENT. The administrator's problem. */
    MISCONFIGURED,
    /** The master password is wrong, or the master user has no rights: an alarm for the administrator. */
    MASTER_REFUSED,
    /** The master is good, but this mailbox does not exist or may not be opened. */
    MAILBOX_REFUSED,
    /** Its limit of connections of this user or address is reached. */
    TOO_MANY_CONNECTIONS,
    /** It says itself that it cannot right now. */
    UNAVAILABLE,
    /** It has not answered of late, so it was not even tried: a probe will find when it does again. */
    DOWN,
    /** No rule says where the mailbox lives, or the token names a backend that is none. The administrator's problem. */
    UNPLACED;

    /** True where only the administrator can mend it. */
    public boolean alarm() {
        return this == UNTRUSTED || this == MISCONFIGURED || this == MASTER_REFUSED || this == UNPLACED;
    }

    /** True where it may keep everybody from the backend, if it comes before greeting and TLS are over. */
    boolean ofConnection() {
        return switch (this) {
            case UNREACHABLE,
                    TIMED_OUT,
                    UNTRUSTED,
                    CONNECTION_LOST,
                    PROTOCOL_VIOLATION,
                    MISCONFIGURED,
                    TOO_MANY_CONNECTIONS,
                    UNAVAILABLE -> true;
            case MASTER_REFUSED, MAILBOX_REFUSED, DOWN, UNPLACED -> false;
        };
    }
}
