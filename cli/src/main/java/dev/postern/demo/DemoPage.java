package dev.postern.demo;

import java.util.List;

/**
 * What the demo prints: where everything is, and lines to paste into another terminal.
 *
 * @param folder where the files are
 * @param imapPort Postern's
 * @param smtpPort Postern's
 * @param tokenEndpoint the issuer's
 */
record DemoPage(String folder, int imapPort, int smtpPort, String tokenEndpoint) {
    static final String AUTHORITY = "ca.pem";
    static final String EXPIRED_TOKEN = "expired.token";
    static final String LETTER = "letter.eml";

    private static final String CONTINUED = " \\\n       ";

    String text() {
        return """
                Postern demo. Two mailboxes, an OpenID issuer, and Postern between them and you.

                  IMAP      localhost:%d   TLS from the first byte
                  SMTP      localhost:%d   TLS from the first byte
                  tokens    %s
                  files     %s   (CA, tokens, and the postern.yaml that is in force)
                  backend   a stand-in in this process; a real one is a Dovecot and a Postfix

                Paste these into another terminal. Every attempt leaves a line below.

                """.formatted(imapPort, smtpPort, tokenEndpoint, folder)
                + steps()
                + "Ctrl-C ends the demo and takes its files away.\n";
    }

    private String steps() {
        StringBuilder text = new StringBuilder();
        for (Step step : List.of(
                new Step("Read Ada's first letter", readInbox(DemoPerson.ADA, 1)),
                new Step("Send a letter from Ada to Grace", sendLetter()),
                new Step("Read it as Grace", readInbox(DemoPerson.GRACE, 2)),
                new Step("Refused: a token that has expired", readAda(EXPIRED_TOKEN)),
                new Step("Refused: Grace's token, Ada's mailbox", readAda(DemoPerson.GRACE.tokenFile())),
                new Step("Fetch Ada a fresh token (they last eight hours)", fetchToken()))) {
            text.append("# ")
                    .append(step.title())
                    .append('\n')
                    .append(step.command())
                    .append("\n\n");
        }
        return text.toString();
    }

    String readInbox(DemoPerson person, int index) {
        return curl(person, person.tokenFile()) + inbox(index);
    }

    String sendLetter() {
        return curl(DemoPerson.ADA, DemoPerson.ADA.tokenFile())
                + "--mail-from " + DemoPerson.ADA.address() + " --mail-rcpt " + DemoPerson.GRACE.address() + CONTINUED
                + "--upload-file " + file(LETTER) + " --url smtps://localhost:" + smtpPort;
    }

    String readAda(String tokenFile) {
        return curl(DemoPerson.ADA, tokenFile) + inbox(1);
    }

    String fetchToken() {
        return "curl -sS --header 'Accept: text/plain' " + tokenEndpoint + CONTINUED
                + "--data grant_type=urn:postern:demo --data username=" + DemoPerson.ADA.address() + CONTINUED
                + "--output " + file(DemoPerson.ADA.tokenFile());
    }

    private String curl(DemoPerson user, String tokenFile) {
        return "curl -sS --cacert " + file(AUTHORITY) + " --user " + user.address() + ":" + CONTINUED
                + "--oauth2-bearer \"$(cat " + file(tokenFile) + ")\"" + CONTINUED;
    }

    private String inbox(int index) {
        return "--url 'imaps://localhost:" + imapPort + "/INBOX;MAILINDEX=" + index + "'";
    }

    private String file(String name) {
        return quoted(folder + "/" + name);
    }

    /** For a POSIX shell, and only where it is needed. */
    private static String quoted(String path) {
        return path.matches("[A-Za-z0-9/._-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }

    private record Step(String title, String command) {}
}
