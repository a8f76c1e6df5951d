package dev.postern.bench.backend;

import dev.postern.bench.backend.ImapDialogue.PlainResponse;
import dev.postern.bench.wire.Payload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** As much of SMTP submission as proxies and the driver need. RFC 5321 §4.1.1. */
final class SmtpDialogue implements Dialogue {
    private static final Payload MESSAGE = Payload.MAIL;
    private static final int LARGEST = 64 * 1024;

    /** What the next line is. */
    private enum Awaiting {
        COMMAND,
        RESPONSE,
        CONTENT
    }

    private final Output output;
    private final String password;
    private final Manners manners;
    private final LineBuffer lines = new LineBuffer();
    private final StringBuilder content = new StringBuilder(0);
    private Awaiting awaiting = Awaiting.COMMAND;

    SmtpDialogue(Output output, String password, Manners manners) {
        this.output = output;
        this.password = password;
        this.manners = manners;
    }

    @Override
    public void greet() {
        output.line("220 fake.example.org ESMTP");
    }

    @Override
    public void take(ByteBuffer octets) {
        while (octets.hasRemaining()) {
            String line = lines.next(octets);
            if (line != null) {
                line(line);
            }
        }
    }

    private void line(String line) {
        switch (awaiting) {
            case COMMAND -> command(line);
            case RESPONSE -> {
                awaiting = Awaiting.COMMAND;
                authenticated(line);
            }
            case CONTENT -> content(line);
        }
    }

    private void command(String line) {
        String[] words = line.split(" ", 3);
        switch (words[0].toUpperCase(Locale.ROOT)) {
            case "EHLO" ->
                output.line("250-fake.example.org\r\n250-PIPELINING\r\n250-SIZE 20000000\r\n250-8BITMIME\r\n"
                        + "250-ENHANCEDSTATUSCODES\r\n250 AUTH PLAIN");
            case "HELO", "MAIL", "RCPT", "RSET", "NOOP" -> output.line("250 2.0.0 OK");
            case "AUTH" -> authenticate(words);
            case "DATA" -> {
                awaiting = Awaiting.CONTENT;
                output.line("354 go on");
            }
            case "QUIT" -> {
                output.line("221 2.0.0 bye");
                output.end();
            }
            default -> output.line("500 5.5.2 unknown");
        }
    }

    private void authenticate(String[] words) {
        if (words.length < 2 || !words[1].equalsIgnoreCase("PLAIN")) {
            output.line("504 5.5.4 PLAIN only");
        } else if (words.length == 2) {
            awaiting = Awaiting.RESPONSE;
            output.line("334 ");
        } else {
            authenticated(words[2]);
        }
    }

    private void authenticated(String response) {
        output.line(
                PlainResponse.carries(response, password)
                        ? "235 2.7.0 Authentication successful"
                        : "535 5.7.8 Authentication failed");
    }

    private void content(String line) {
        if (!line.equals(".")) {
            if (content.length() < LARGEST) {
                content.append(line).append("\r\n");
            }
            return;
        }
        byte[] octets = content.toString().getBytes(StandardCharsets.ISO_8859_1);
        content.setLength(0);
        awaiting = Awaiting.COMMAND;
        boolean good = octets.length == MESSAGE.size()
                && MESSAGE.matches(0, octets, 0, octets.length)
                && manners != Manners.REFUSES_MAIL;
        output.line(good ? "250 2.0.0 queued" : "554 5.6.0 not the message that was agreed on");
    }
}
