package dev.postern.demo.backend;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * IMAP from greeting to login as Dovecot 2.2 speaks it: CAPABILITY, ID, NOOP, LOGOUT and AUTHENTICATE PLAIN with an
 * authorization identity. RFC 3501 §6.1, §6.2; RFC 2971 §3.1; RFC 4959 §3.
 */
final class ImapLoginDialogue implements LoginDialogue {
    private final int greenMailPort;
    private final MasterPassdb passdb;

    ImapLoginDialogue(int greenMailPort, MasterPassdb passdb) {
        this.greenMailPort = greenMailPort;
        this.passdb = passdb;
    }

    @Override
    public Optional<LineConnection> logIn(LineConnection client) throws IOException {
        LineConnection greenMail = LineConnection.toLoopback(greenMailPort);
        boolean loggedIn = false;
        try {
            loggedIn = new Session(client, greenMail, capabilities(greenMail)).logIn();
            return loggedIn ? Optional.of(greenMail) : Optional.empty();
        } finally {
            if (!loggedIn) {
                greenMail.close();
            }
        }
    }

    /** What GreenMail can do, less its own ways to log in. */
    private static String capabilities(LineConnection greenMail) throws IOException {
        greenMail.readLine();
        greenMail.sendLine("c CAPABILITY");
        String answer = greenMail.readLine();
        greenMail.readLine();
        return Arrays.stream(answer.split(" "))
                .skip(2)
                .filter(name -> !name.startsWith("AUTH=") && !name.equals("SASL-IR"))
                .collect(Collectors.joining(" "));
    }

    /** One client that has not logged in yet. */
    private final class Session {
        private final LineConnection client;
        private final LineConnection greenMail;
        private final String capabilities;
        private boolean askedForCapabilities;

        Session(LineConnection client, LineConnection greenMail, String capabilities) {
            this.client = client;
            this.greenMail = greenMail;
            this.capabilities = capabilities;
        }

        /** True once logged in, false after LOGOUT. */
        boolean logIn() throws IOException {
            client.sendLine("* OK [CAPABILITY " + beforeLogin() + "] Stand-in backend ready.");
            while (true) {
                List<String> words = List.of(client.readLine().split(" ", 4));
                String tag = words.get(0);
                switch (words.size() < 2 ? "" : words.get(1).toUpperCase(Locale.ROOT)) {
                    case "CAPABILITY" -> capability(tag);
                    case "NOOP" -> client.sendLine(tag + " OK NOOP completed.");
                    case "ID" -> id(tag);
                    case "LOGOUT" -> {
                        client.sendLine("* BYE Logging out");
                        client.sendLine(tag + " OK Logout completed.");
                        return false;
                    }
                    case "AUTHENTICATE" -> {
                        if (authenticate(tag, words)) {
                            return true;
                        }
                    }
                    default -> client.sendLine(tag + " BAD Not before login.");
                }
            }
        }

        private String beforeLogin() {
            return capabilities + " SASL-IR ID AUTH=PLAIN";
        }

        private void capability(String tag) throws IOException {
            askedForCapabilities = true;
            client.sendLine("* CAPABILITY " + beforeLogin());
            client.sendLine(tag + " OK Capability completed.");
        }

        /** Takes the client's fields and does nothing with them: GreenMail has no place for an address. */
        private void id(String tag) throws IOException {
            client.sendLine("* ID (\"name\" \"Postern demo backend\")");
            client.sendLine(tag + " OK ID completed.");
        }

        private boolean authenticate(String tag, List<String> words) throws IOException {
            if (words.size() < 3 || !words.get(2).equalsIgnoreCase("PLAIN")) {
                client.sendLine(tag + " NO Unsupported authentication mechanism.");
                return false;
            }
            Admission admission = passdb.admit(words.size() > 3 ? words.get(3) : response());
            if (admission instanceof Admission.Opened opened) {
                return open(tag, opened.mailbox());
            }
            client.sendLine(tag + refusal((Admission.Refused) admission));
            return false;
        }

        private String response() throws IOException {
            client.sendLine("+ ");
            return client.readLine();
        }

        private static String refusal(Admission.Refused why) {
            return switch (why) {
                case MALFORMED -> " BAD Invalid initial response";
                case MASTER -> " NO [AUTHENTICATIONFAILED] Authentication failed.";
                case MAILBOX -> " NO [AUTHORIZATIONFAILED] Authorization failed";
            };
        }

        private boolean open(String tag, Mailbox mailbox) throws IOException {
            greenMail.sendLine("l LOGIN \"" + mailbox.address() + "\" \"" + mailbox.password() + "\"");
            if (!greenMail.readLine().startsWith("l OK")) {
                client.sendLine(tag + " NO [UNAVAILABLE] Temporary authentication failure.");
                return false;
            }
            // As Dovecot does: a client that asked for capabilities before gets them in a line of their own.
            if (askedForCapabilities) {
                client.sendLine("* CAPABILITY " + capabilities);
                client.sendLine(tag + " OK Logged in");
            } else {
                client.sendLine(tag + " OK [CAPABILITY " + capabilities + "] Logged in");
            }
            return true;
        }
    }
}
