package dev.postern.core.tls;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;

/** A passphrase from a file: the octets of its first line. */
final class Passphrase implements AutoCloseable {
    private static final int LONGEST = 4096;

    private final byte[] octets;

    private Passphrase(byte[] octets) {
        this.octets = octets;
    }

    /** To be closed after use. */
    static Passphrase read(Path file) throws UnusableCertificate {
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
        Passphrase passphrase = new Passphrase(Arrays.copyOf(content, length));
        Arrays.fill(content, (byte) 0);
        return passphrase;
    }

    /** The caller wipes the array. */
    char[] reveal(Charset charset) {
        CharBuffer decoded = charset.decode(ByteBuffer.wrap(octets));
        char[] characters = Arrays.copyOf(decoded.array(), decoded.limit());
        Arrays.fill(decoded.array(), '\0');
        return characters;
    }

    @Override
    public void close() {
        Arrays.fill(octets, (byte) 0);
    }

    @Override
    public String toString() {
        return "Passphrase[redacted]";
    }
}
