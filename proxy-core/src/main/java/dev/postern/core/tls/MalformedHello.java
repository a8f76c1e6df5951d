package dev.postern.core.tls;

/** A ClientHello breaks the grammar of RFC 8446 §4.1.2. */
final class MalformedHello extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedHello(String why) {
        super(why, null, false, false);
    }
}
