package dev.postern.bench.load;

import dev.postern.bench.wire.Payload;
import dev.postern.bench.wire.Wire;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Lines and bodies over a wire; what fails is named after what was awaited. */
final class Talk implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;
    private static final int LONGEST_LINE = 16 * 1024;
    private static final byte[] NOTHING = new byte[0];

    private final Wire wire;
    private byte[] buffer = NOTHING;
    private int at;
    private int end;

    Talk(Wire wire) {
        this.wire = wire;
    }

    /** Without its CRLF. */
    String line(String doing) throws Fault {
        StringBuilder line = new StringBuilder(80);
        while (true) {
            if (at == end) {
                fill(doing);
            }
            for (int i = at; i < end; i++) {
                if (buffer[i] == '\n') {
                    line.append(new String(buffer, at, i - at, StandardCharsets.ISO_8859_1));
                    at = i + 1;
                    return line.substring(0, Math.max(0, line.length() - 1));
                }
            }
            line.append(new String(buffer, at, end - at, StandardCharsets.ISO_8859_1));
            at = end;
            if (line.length() > LONGEST_LINE) {
                throw new Fault(FaultKind.WRONG_ANSWER, doing, "an endless line");
            }
        }
    }

    /** Reads a body, and compares each octet. */
    void body(Payload expected, String doing) throws Fault {
        boolean same = true;
        for (int read = 0; read < expected.size(); ) {
            if (at == end) {
                fill(doing);
            }
            int count = Math.min(end - at, expected.size() - read);
            same &= expected.matches(read, buffer, at, count);
            read += count;
            at += count;
        }
        if (!same) {
            throw new Fault(FaultKind.WRONG_BODY, doing, "its octets are not those that were sent");
        }
    }

    /** The end of the stream is due. */
    void end(String doing) throws Fault {
        if (at < end || receive(doing) >= 0) {
            throw new Fault(FaultKind.WRONG_ANSWER, doing, "more than was asked for");
        }
    }

    private void fill(String doing) throws Fault {
        if (receive(doing) < 0) {
            throw new Fault(FaultKind.CLOSED, doing, "the end of the stream");
        }
    }

    private int receive(String doing) throws Fault {
        if (buffer.length == 0) {
            buffer = new byte[BUFFER];
        }
        try {
            at = 0;
            end = 0;
            int count = wire.read(buffer, 0, buffer.length);
            end = Math.max(0, count);
            return count;
        } catch (SocketTimeoutException late) {
            throw new Fault(FaultKind.OVERDUE, doing, "no answer");
        } catch (IOException broken) {
            throw new Fault(FaultKind.CLOSED, doing, String.valueOf(broken.getMessage()));
        }
    }

    void say(String text, String doing) throws Fault {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        send(octets, octets.length, doing);
    }

    void send(byte[] octets, int length, String doing) throws Fault {
        try {
            wire.write(octets, 0, length);
        } catch (IOException broken) {
            throw new Fault(FaultKind.CLOSED, doing, String.valueOf(broken.getMessage()));
        }
    }

    boolean resumed() {
        return wire.resumed();
    }

    /** Holds as little as it can until the next line. */
    void rest() {
        if (at == end) {
            buffer = NOTHING;
            at = 0;
            end = 0;
        }
        wire.rest();
    }

    @Override
    public void close() {
        try {
            wire.close();
        } catch (IOException alreadyGone) {
            // It was to be closed.
        }
    }
}
