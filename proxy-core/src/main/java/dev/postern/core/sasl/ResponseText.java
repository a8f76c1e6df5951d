package dev.postern.core.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A decoded response under the reader's finger. Total: whatever the bytes, a method gives a value or {@link MalformedResponse}. */
final class ResponseText {
    /** RFC 7628 §3.1, {@code kvsep}. */
    static final char SEPARATOR = '\u0001';

    private final String text;
    private int at;

    private ResponseText(String text) {
        this.text = text;
    }

    /** RFC 4648 §4: padded, without line ends or foreign characters; the content is UTF-8. */
    static ResponseText decode(String base64) throws MalformedResponse {
        if (base64.length() % 4 != 0) {
            throw new MalformedResponse("base64 without its padding");
        }
        try {
            byte[] octets = Base64.getDecoder().decode(base64);
            return new ResponseText(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString());
        } catch (IllegalArgumentException notBase64) {
            throw new MalformedResponse("not base64");
        } catch (CharacterCodingException notUtf8) {
            throw new MalformedResponse("not UTF-8");
        }
    }

    boolean atEnd() {
        return at == text.length();
    }

    /** True, and past it, where the text goes on like this. */
    boolean skips(String expected) {
        if (!text.startsWith(expected, at)) {
            return false;
        }
        at += expected.length();
        return true;
    }

    void expect(String expected, String otherwise) throws MalformedResponse {
        if (!skips(expected)) {
            throw new MalformedResponse(otherwise);
        }
    }

    /** Everything up to the terminator, which is consumed. */
    String until(char terminator, String otherwise) throws MalformedResponse {
        int end = text.indexOf(terminator, at);
        if (end < 0) {
            throw new MalformedResponse(otherwise);
        }
        String part = text.substring(at, end);
        at = end + 1;
        return part;
    }
}
