package dev.postern.imap.prelude;

import dev.postern.imap.wire.CommandText;
import java.util.Locale;
import java.util.Set;

/** Recognizes a browser that somebody has talked into speaking to us: nothing of what it sends is answered or echoed. */
final class CrossProtocol {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "CONNECT", "TRACE", "PRI");

    private CrossProtocol() {}

    /** {@code request-line = method SP request-target SP HTTP-version} (RFC 9112 §3). */
    static boolean speaks(CommandText text) {
        String line = text.lines().get(0);
        int space = line.indexOf(' ');
        return space > 0
                && METHODS.contains(line.substring(0, space))
                && line.toUpperCase(Locale.ROOT).contains(" HTTP/");
    }
}
