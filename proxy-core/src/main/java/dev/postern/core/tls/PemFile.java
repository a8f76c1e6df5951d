package dev.postern.core.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.jspecify.annotations.Nullable;

/** Reads the PEM objects of one file of bounded size; text around them is passed over (RFC 7468 §2). */
final class PemFile {
    /** The largest bundle of CAs in use is under 1 MiB. */
    static final int LARGEST = 4 << 20;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private PemFile() {}

    /** All objects that Bouncy Castle knows, in order; blocks of unknown type are left out. */
    static List<Object> objects(Path file) throws UnusableCertificate {
        return all(file, PEMParser::new, PEMParser::readObject);
    }

    /** All blocks as they are, in order: their octets are not looked at. */
    static List<PemObject> blocks(Path file) throws UnusableCertificate {
        return all(file, PemReader::new, PemReader::readPemObject);
    }

    private static <R extends PemReader, T> List<T> all(Path file, Function<Reader, R> parser, Next<R, T> step)
            throws UnusableCertificate {
        byte[] content = content(file);
        int start = startsWithMark(content) ? BYTE_ORDER_MARK.length : 0;
        InputStream in = new ByteArrayInputStream(content, start, content.length - start);
        List<T> found = new ArrayList<>();
        // The parsers throw runtime exceptions of many kinds at broken Base64 and DER.
        try (R reader = parser.apply(new InputStreamReader(in, StandardCharsets.ISO_8859_1))) {
            for (T next = step.of(reader); next != null; next = step.of(reader)) {
                found.add(next);
            }
        } catch (IOException | RuntimeException e) {
            throw new UnusableCertificate(
                    file, "a PEM block in it is damaged (" + e.getMessage() + ")", "write the file anew");
        }
        return found;
    }

    /** The file's bytes. */
    static byte[] content(Path file) throws UnusableCertificate {
        if (Files.notExists(file)) {
            throw new UnusableCertificate(file, "the file does not exist", "correct the path, or create the file");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new UnusableCertificate(file, "it is no regular file", "name the PEM file itself");
        }
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(LARGEST + 1);
        } catch (IOException e) {
            throw new UnusableCertificate(
                    file,
                    "the file cannot be read (" + e.getClass().getSimpleName() + ")",
                    "let the user that Postern runs as read it and enter its folders");
        }
        if (content.length > LARGEST) {
            throw new UnusableCertificate(file, "the file is larger than 4 MiB", "name the PEM file itself");
        }
        return content;
    }

    private static boolean startsWithMark(byte[] content) {
        return content.length >= BYTE_ORDER_MARK.length
                && content[0] == BYTE_ORDER_MARK[0]
                && content[1] == BYTE_ORDER_MARK[1]
                && content[2] == BYTE_ORDER_MARK[2];
    }

    /** Null at the file's end. */
    private interface Next<R, T> {
        @Nullable
        T of(R reader) throws IOException;
    }
}
