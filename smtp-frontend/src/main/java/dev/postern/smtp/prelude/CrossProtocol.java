package dev.postern.smtp.prelude;

import java.util.Set;

/** Recognizes a browser that somebody has talked into speaking to us: nothing of what it sends is answered or echoed. */
final class CrossProtocol {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "CONNECT", "TRACE", "PRI");

    private CrossProtocol() {}

    /** {@code request-line = method SP request-target SP HTTP-version} (RFC 9112 §3); its first word is none of ours. */
    static boolean speaks(String line) {
        int space = line.indexOf(' ');
        return METHODS.contains(space < 0 ? line : line.substring(0, space));
    }
}
