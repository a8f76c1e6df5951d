package dev.postern.core.tls;

import dev.postern.core.tls.ClientHelloReading.Unfinished;
import java.nio.ByteBuffer;

/** Puts the first handshake message together from the records that it comes in. RFC 8446 §5.1. */
final class HandshakeRecords {
    private static final int HANDSHAKE = 22;
    private static final int MAJOR_VERSION = 3;
    private static final int CLIENT_HELLO = 1;
    private static final int RECORD_HEADER = 5;
    private static final int MESSAGE_HEADER = 4;
    private static final int LONGEST_RECORD = 1 << 14;

    private final ByteBuffer received;
    private final ByteBuffer message;
    private final boolean full;

    private HandshakeRecords(ByteBuffer received) {
        // No more than has come: the first octets of a hello that drips cost no buffer of full size each time.
        this.message =
                ByteBuffer.allocate(Math.min(received.remaining(), MESSAGE_HEADER + ClientHello.LONGEST_MESSAGE));
        this.full = received.remaining() >= ClientHello.LONGEST;
        this.received = received.limit(received.position() + Math.min(received.remaining(), ClientHello.LONGEST));
    }

    /** Consumes the buffer. */
    static ClientHelloReading message(ByteBuffer received) throws MalformedHello {
        if (!beginsLikeTls(received)) {
            return Unfinished.NOT_TLS;
        }
        return new HandshakeRecords(received).gather();
    }

    /** The first octet is the record's type and the second the major version, which never changed. */
    private static boolean beginsLikeTls(ByteBuffer received) {
        int at = received.position();
        return (received.remaining() < 1 || received.get(at) == HANDSHAKE)
                && (received.remaining() < 2 || received.get(at + 1) == MAJOR_VERSION);
    }

    private ClientHelloReading gather() throws MalformedHello {
        boolean wholeRecord = true;
        while (wholeRecord) {
            wholeRecord = takeRecord();
            if (announced() > ClientHello.LONGEST_MESSAGE) {
                return Unfinished.TOO_LONG;
            }
            if (isComplete()) {
                return new ClientHelloReading.Complete(parse());
            }
        }
        return full ? Unfinished.TOO_LONG : Unfinished.NEED_MORE;
    }

    /** Takes what has come of the next record; false where it is not yet whole. */
    private boolean takeRecord() throws MalformedHello {
        checkHeaderSoFar();
        if (received.remaining() < RECORD_HEADER) {
            return false;
        }
        received.position(received.position() + 3);
        int length = received.getShort() & 0xffff;
        // RFC 8446 §5.1: no handshake record is empty, and no plaintext longer than 2^14.
        if (length == 0 || length > LONGEST_RECORD) {
            throw new MalformedHello("record length");
        }
        int end = message.position() + length;
        int present = Math.min(length, received.remaining());
        message.put(received.slice().limit(Math.min(present, message.remaining())));
        received.position(received.position() + present);
        checkMessageType();
        // RFC 8446 §5.1: nothing shares a record with the last message before the keys change.
        if (message.position() >= MESSAGE_HEADER && end > MESSAGE_HEADER + announced()) {
            throw new MalformedHello("octets behind the message");
        }
        return present == length;
    }

    private void checkHeaderSoFar() throws MalformedHello {
        if (!beginsLikeTls(received)) {
            throw new MalformedHello("another record inside the message");
        }
    }

    private void checkMessageType() throws MalformedHello {
        if (message.position() > 0 && message.get(0) != CLIENT_HELLO) {
            throw new MalformedHello("another message first");
        }
    }

    /** Length of the body, 0 where it is not known yet. */
    private int announced() {
        return message.position() < MESSAGE_HEADER ? 0 : message.getInt(0) & 0xffffff;
    }

    private boolean isComplete() {
        return message.position() >= MESSAGE_HEADER && message.position() >= MESSAGE_HEADER + announced();
    }

    private ClientHello parse() throws MalformedHello {
        return ClientHelloGrammar.parse(message.slice(MESSAGE_HEADER, announced()));
    }
}
