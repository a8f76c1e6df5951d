package dev.postern.cli.rehearsal;

import java.io.IOException;

/** What a client and a backend say in a session of a minute's work: greeting, login, one command, farewell. */
@FunctionalInterface
interface Script {
    /**
     * Plays both parts, with Postern between them.
     *
     * @param initialResponse of OAUTHBEARER, in base64
     * @throws IOException if Postern says something else than the script has
     */
    void play(FarEnd client, FarEnd backend, String initialResponse) throws IOException;

    /** RFC 9051 §2.2, §6. */
    static void imap(FarEnd client, FarEnd backend, String initialResponse) throws IOException {
        client.hears("* OK");
        client.says("a AUTHENTICATE OAUTHBEARER " + initialResponse);
        backend.says("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] rehearsal");
        backend.says(tag(backend.hears()) + " OK [CAPABILITY IMAP4rev1] rehearsal");
        client.hears("a OK");
        client.says("b NOOP");
        backend.says(tag(backend.hears()) + " OK done");
        client.hears("b OK");
        client.says("c LOGOUT");
        backend.says("* BYE rehearsal");
        backend.says(tag(backend.hears()) + " OK done");
        client.hears("c OK");
    }

    private static String tag(String command) {
        int space = command.indexOf(' ');
        return space < 0 ? "*" : command.substring(0, space);
    }

    /** RFC 6409 §3, §4. */
    static void smtp(FarEnd client, FarEnd backend, String initialResponse) throws IOException {
        client.hears("220");
        client.says("EHLO client.invalid");
        client.hears("250 ");
        client.says("AUTH OAUTHBEARER " + initialResponse);
        backend.says("220 rehearsal.invalid ESMTP");
        backend.hears("EHLO");
        backend.says("250-rehearsal.invalid");
        backend.says("250-AUTH PLAIN");
        backend.says("250 8BITMIME");
        backend.hears("AUTH");
        backend.says("235 2.7.0 done");
        client.hears("235");
        client.says("NOOP");
        backend.hears("NOOP");
        backend.says("250 2.0.0 done");
        client.hears("250");
        client.says("QUIT");
        backend.hears("QUIT");
        backend.says("221 2.0.0 done");
        client.hears("221");
    }
}
