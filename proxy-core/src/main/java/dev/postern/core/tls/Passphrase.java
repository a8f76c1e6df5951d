package dev.postern.core.tls;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads a passphrase from a file: its first line, UTF-8. */
final class Passphrase {
    private static final int LONGEST = 4096;

    private Passphrase() {}

    /** The caller wipes the array after use. */
    static char[] read(Path file) throws UnusableCertificate {
        byte[] content = PemFile.content(file);
        int length = 0;
        while (length < content.length && content[length] != '\n' && content[length] != '\r') {
            length++;
        }
        if (length == 0 || length > LONGEST) {
            throw new UnusableCertificate(
                    file,
                    length == 0 ? "its first line is empty" : "its first line is longer than 4096 octets",
                    "write the passphrase alone on the first line");
        }
        CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(content, 0, length));
        char[] passphrase = Arrays.copyOf(decoded.array(), decoded.limit());
        Arrays.fill(decoded.array(), '\0');
        Arrays.fill(content, (byte) 0);
        return passphrase;
    }
}
