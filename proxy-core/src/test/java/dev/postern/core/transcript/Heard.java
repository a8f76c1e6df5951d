package dev.postern.core.transcript;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What one end has heard from Postern and the transcript has not yet asked for; each char one octet. */
final class Heard {
    private final StringBuilder octets = new StringBuilder();

    void add(String text) {
        if (text.chars().anyMatch(c -> c > 0xff)) {
            throw new BrokenContract("a char of what is sent is no octet: " + text);
        }
        octets.append(text);
    }

    void add(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        octets.append(new String(copy, StandardCharsets.ISO_8859_1));
    }

    boolean isEmpty() {
        return octets.length() == 0;
    }

    /** Takes the next line, without its line end; all there is where no line is complete. */
    String line() {
        int end = octets.indexOf("\r\n");
        String line = octets.substring(0, end < 0 ? octets.length() : end);
        octets.delete(0, end < 0 ? octets.length() : end + 2);
        return end < 0 ? line + "{no-crlf}" : line;
    }

    /** Takes exactly this text, if it is next. */
    boolean take(String text) {
        boolean next = octets.length() >= text.length()
                && octets.substring(0, text.length()).equals(text);
        if (next) {
            octets.delete(0, text.length());
        }
        return next;
    }

    @Override
    public String toString() {
        return octets.toString().replace("\r\n", "\\r\\n");
    }
}
