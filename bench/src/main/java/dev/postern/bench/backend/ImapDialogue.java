package dev.postern.bench.backend;

import dev.postern.bench.wire.Payload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** As much of IMAP as proxies and the driver need. RFC 9051 §6. */
final class ImapDialogue implements Dialogue {
    private static final Payload MESSAGE = Payload.BODY;
    private static final String CAPABILITIES = "CAPABILITY IMAP4rev1 SASL-IR LITERAL+ ID IDLE AUTH=PLAIN";
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d{1,9})(\\+?)}$");

    private final Output output;
    private final String password;
    private final Manners manners;
    private final LineBuffer lines = new LineBuffer();
    private final StringBuilder command = new StringBuilder(0);
    private @Nullable String authenticating;
    private int literalSize;
    private int literalLeft;
    private boolean appending;
    private boolean intact = true;

    ImapDialogue(Output output, String password, Manners manners) {
        this.output = output;
        this.password = password;
        this.manners = manners;
    }

    @Override
    public void greet() {
        output.line("* OK [" + CAPABILITIES + "] ready");
    }

    @Override
    public void take(ByteBuffer octets) {
        while (octets.hasRemaining()) {
            if (literalLeft > 0) {
                literal(octets);
                continue;
            }
            String line = lines.next(octets);
            if (line != null) {
                line(line);
            }
        }
    }

    private void literal(ByteBuffer octets) {
        int count = Math.min(literalLeft, octets.remaining());
        int at = literalSize - literalLeft;
        literalLeft -= count;
        if (appending) {
            intact &= MESSAGE.matches(at, octets, count);
        } else {
            byte[] part = new byte[count];
            octets.get(part);
            command.append(new String(part, StandardCharsets.ISO_8859_1));
        }
    }

    private void line(String line) {
        if (authenticating != null) {
            String tag = authenticating;
            authenticating = null;
            tagged(tag, plain(line), "AUTHENTICATE");
            return;
        }
        Matcher literal = LITERAL.matcher(line);
        if (literal.find()) {
            command.append(line, 0, literal.start());
            await(Integer.parseInt(literal.group(1)), literal.group(2).isEmpty());
            return;
        }
        command.append(line);
        String whole = command.toString();
        command.setLength(0);
        obey(whole);
    }

    private void await(int size, boolean asks) {
        literalSize = size;
        literalLeft = size;
        appending = command.toString().toUpperCase(Locale.ROOT).contains(" APPEND ");
        intact = !appending || size == MESSAGE.size();
        if (asks) {
            output.line("+ go on");
        }
    }

    private void obey(String line) {
        String[] words = line.split(" ", 3);
        String tag = words[0];
        String verb = words.length > 1 ? words[1].toUpperCase(Locale.ROOT) : "";
        String rest = words.length > 2 ? words[2] : "";
        switch (verb) {
            case "CAPABILITY" -> {
                output.line("* " + CAPABILITIES);
                tagged(tag, true, verb);
            }
            case "AUTHENTICATE" -> authenticate(tag, rest);
            case "LOGIN" -> tagged(tag, rest.endsWith(password) || rest.endsWith('"' + password + '"'), verb);
            case "NOOP" -> noop(tag);
            case "FETCH" -> fetch(tag);
            case "APPEND" -> {
                tagged(tag, appending && intact && manners != Manners.REFUSES_MAIL, verb);
                appending = false;
            }
            case "LOGOUT" -> {
                output.line("* BYE");
                tagged(tag, true, verb);
                output.end();
            }
            case "ID", "SELECT" -> tagged(tag, true, verb);
            default -> output.line(tag + " BAD unknown");
        }
    }

    private void tagged(String tag, boolean yes, String verb) {
        output.line(tag + (yes ? " OK " : " NO ") + verb + (yes ? " done" : " refused"));
    }

    private void authenticate(String tag, String rest) {
        String[] words = rest.split(" ", 2);
        if (!words[0].equalsIgnoreCase("PLAIN")) {
            tagged(tag, false, "AUTHENTICATE");
        } else if (words.length > 1) {
            tagged(tag, plain(words[1]), "AUTHENTICATE");
        } else {
            authenticating = tag;
            output.line("+ ");
        }
    }

    private boolean plain(String response) {
        return PlainResponse.carries(response, password);
    }

    private void noop(String tag) {
        if (manners == Manners.HANGS_UP) {
            output.end();
        } else {
            tagged(manners == Manners.WRONG_TAG ? tag + "x" : tag, true, "NOOP");
        }
    }

    private void fetch(String tag) {
        output.line("* 1 FETCH (BODY[] {" + MESSAGE.size() + "}");
        output.octets(manners == Manners.WRONG_BODY ? spoiled() : MESSAGE.buffer());
        output.line(")");
        tagged(tag, true, "FETCH");
    }

    private static ByteBuffer spoiled() {
        ByteBuffer copy =
                ByteBuffer.allocate(MESSAGE.size()).put(MESSAGE.buffer()).flip();
        return copy.put(MESSAGE.size() / 2, (byte) '!');
    }

    /** SASL PLAIN. RFC 4616 §2. */
    static final class PlainResponse {
        private PlainResponse() {}

        /** Whoever it is: the password is the master's. */
        static boolean carries(String base64, String password) {
            try {
                String message = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
                return message.endsWith('\0' + password);
            } catch (IllegalArgumentException malformed) {
                return false;
            }
        }
    }
}
