package dev.postern.imap.wire;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands of RFC 9051 §6 and common extensions, each with the states in which it is legal: §3. */
public enum ImapVerb {
    CAPABILITY(State.ANY),
    NOOP(State.ANY),
    LOGOUT(State.ANY),
    /** RFC 2971 §3.1. */
    ID(State.ANY),
    STARTTLS(State.NOT_AUTHENTICATED),
    AUTHENTICATE(State.NOT_AUTHENTICATED),
    LOGIN(State.NOT_AUTHENTICATED),
    /** RFC 9051 §6.3.1: only valid in the authenticated state. */
    ENABLE(State.AUTHENTICATED),
    SELECT(State.AUTHENTICATED),
    EXAMINE(State.AUTHENTICATED),
    CREATE(State.AUTHENTICATED),
    DELETE(State.AUTHENTICATED),
    RENAME(State.AUTHENTICATED),
    SUBSCRIBE(State.AUTHENTICATED),
    UNSUBSCRIBE(State.AUTHENTICATED),
    LIST(State.AUTHENTICATED),
    LSUB(State.AUTHENTICATED),
    NAMESPACE(State.AUTHENTICATED),
    STATUS(State.AUTHENTICATED),
    APPEND(State.AUTHENTICATED),
    IDLE(State.AUTHENTICATED),
    CLOSE(State.AUTHENTICATED),
    UNSELECT(State.AUTHENTICATED),
    EXPUNGE(State.AUTHENTICATED),
    SEARCH(State.AUTHENTICATED),
    FETCH(State.AUTHENTICATED),
    STORE(State.AUTHENTICATED),
    COPY(State.AUTHENTICATED),
    MOVE(State.AUTHENTICATED),
    UID(State.AUTHENTICATED),
    CHECK(State.AUTHENTICATED),
    NOTIFY(State.AUTHENTICATED),
    /** RFC 4978 §3. */
    COMPRESS(State.AUTHENTICATED),
    /** RFC 8437 §2. */
    UNAUTHENTICATE(State.AUTHENTICATED);

    private enum State {
        ANY,
        NOT_AUTHENTICATED,
        AUTHENTICATED
    }

    private static final Map<String, ImapVerb> BY_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));

    private final State legalIn;

    ImapVerb(State legalIn) {
        this.legalIn = legalIn;
    }

    /** The verb of this name, in any case. */
    public static Optional<ImapVerb> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toUpperCase(Locale.ROOT)));
    }

    public boolean needsLogin() {
        return legalIn == State.AUTHENTICATED;
    }
}
