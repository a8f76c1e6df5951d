package dev.postern.imap.relay;

/** What a gate does about a command, by its verb. */
enum Verb {
    /** Would make the backend's session another one than the token opened, or hide its bytes from us. */
    LOGIN(true),
    AUTHENTICATE(true),
    STARTTLS(true),
    /** RFC 8437 §2: back to the state before login, behind our back. */
    UNAUTHENTICATE(true),
    /** RFC 4978 §3: nothing that follows could be watched. */
    COMPRESS(true),
    /** RFC 2971 §3.1: may claim what only a proxy may say. */
    ID(false),
    /** RFC 9051 §6.3.13: answered by a plus sign that is no go-ahead. */
    IDLE(false),
    LOGOUT(false),
    APPEND(false),
    OTHER(false);

    private static final Verb[] ALL = values();

    private final boolean refused;

    Verb(boolean refused) {
        this.refused = refused;
    }

    boolean refused() {
        return refused;
    }

    /** The verb that these octets spell, in any case. */
    static Verb of(byte[] octets, int from, int to) {
        for (Verb verb : ALL) {
            if (verb != OTHER && verb.spelledBy(octets, from, to)) {
                return verb;
            }
        }
        return OTHER;
    }

    private boolean spelledBy(byte[] octets, int from, int to) {
        String name = name();
        if (to - from != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            // Clears the bit that tells lower case from upper; no letter has a double that is none here.
            if ((octets[from + i] & 0xdf) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
