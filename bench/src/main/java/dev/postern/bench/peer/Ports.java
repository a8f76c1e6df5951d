package dev.postern.bench.peer;

import java.io.IOException;

/**
 * A proxy's own ports.
 *
 * @param imap IMAP in TLS
 * @param smtp SMTP in TLS, where it speaks that
 * @param extra one more, for whom it serves
 */
record Ports(int imap, int smtp, int extra) {
    static Ports choose() throws IOException {
        return new Ports(FreePort.next(), FreePort.next(), FreePort.next());
    }
}
