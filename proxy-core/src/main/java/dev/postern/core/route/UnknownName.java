package dev.postern.core.route;

/** What becomes of a client that asks for a server name which no route has. */
public enum UnknownName {
    /** It goes on as if it had asked for none. */
    DEFAULT,
    /** It is refused, whatever else it says. */
    REFUSE
}
