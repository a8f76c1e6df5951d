package dev.postern.demo.backend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * SMTP from banner to AUTH PLAIN with an authorization identity, as Postfix with Dovecot's SASL speaks it; no mail
 * before that. RFC 5321 §4.1.1, RFC 4954 §4, RFC 6409 §4.3.
 */
final class SmtpLoginDialogue implements LoginDialogue {
    private final int greenMailPort;
    private final MasterPassdb passdb;

    SmtpLoginDialogue(int greenMailPort, MasterPassdb passdb) {
        this.greenMailPort = greenMailPort;
        this.passdb = passdb;
    }

    @Override
    public Optional<LineConnection> logIn(LineConnection client) throws IOException {
        client.sendLine("220 localhost ESMTP Stand-in backend");
        while (true) {
            String[] words = client.readLine().split(" ", 3);
            switch (words[0].toUpperCase(Locale.ROOT)) {
                case "EHLO" -> greet(client);
                case "HELO", "NOOP", "RSET" -> client.sendLine("250 OK");
                case "QUIT" -> {
                    client.sendLine("221 2.0.0 Bye");
                    return Optional.empty();
                }
                case "AUTH" -> {
                    Optional<LineConnection> greenMail = authenticate(client, words);
                    if (greenMail.isPresent()) {
                        return greenMail;
                    }
                }
                case "MAIL", "RCPT", "DATA" -> client.sendLine("530 5.7.0 Authentication required");
                default -> client.sendLine("502 5.5.1 Command not known here");
            }
        }
    }

    /** Offers what GreenMail can do, and the one way to log in that this dialogue knows. */
    private void greet(LineConnection client) throws IOException {
        client.sendLine("250-localhost");
        try (LineConnection greenMail = LineConnection.toLoopback(greenMailPort)) {
            for (String feature : hello(greenMail)) {
                client.sendLine("250-" + feature);
            }
        }
        client.sendLine("250 AUTH PLAIN");
    }

    private static List<String> hello(LineConnection greenMail) throws IOException {
        greenMail.readLine();
        greenMail.sendLine("EHLO localhost");
        List<String> features = new ArrayList<>();
        String line = greenMail.readLine();
        while (line.startsWith("250-")) {
            line = greenMail.readLine();
            if (!line.startsWith("AUTH", 4)) {
                features.add(line.substring(4));
            }
        }
        return features;
    }

    private Optional<LineConnection> authenticate(LineConnection client, String[] words) throws IOException {
        if (words.length < 2 || !words[1].equalsIgnoreCase("PLAIN")) {
            client.sendLine("504 5.5.4 Unrecognized authentication type");
            return Optional.empty();
        }
        Admission admission = passdb.admit(words.length > 2 ? words[2] : response(client));
        if (admission instanceof Admission.Opened opened) {
            return Optional.of(open(client, opened.mailbox()));
        }
        client.sendLine(
                admission == Admission.Refused.MALFORMED
                        ? "501 5.5.2 Malformed authentication response"
                        : "535 5.7.8 Error: authentication failed");
        return Optional.empty();
    }

    private static String response(LineConnection client) throws IOException {
        client.sendLine("334 ");
        return client.readLine();
    }

    private LineConnection open(LineConnection client, Mailbox mailbox) throws IOException {
        LineConnection greenMail = LineConnection.toLoopback(greenMailPort);
        try {
            hello(greenMail);
            greenMail.sendLine("AUTH PLAIN " + plain(mailbox));
            if (!greenMail.readLine().startsWith("235")) {
                throw new IOException("GreenMail refuses the password that it was given");
            }
            client.sendLine("235 2.7.0 Authentication successful");
            return greenMail;
        } catch (IOException failed) {
            greenMail.close();
            throw failed;
        }
    }

    /** RFC 4616 §2. */
    private static String plain(Mailbox mailbox) {
        String message = "\0" + mailbox.address() + "\0" + mailbox.password();
        return Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8));
    }
}
