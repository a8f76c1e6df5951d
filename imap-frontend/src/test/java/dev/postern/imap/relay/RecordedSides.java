package dev.postern.imap.relay;

import dev.postern.core.session.RelayGate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Both sides of one gate: delivers octets in chunks of one size and writes down what arrives. */
final class RecordedSides implements RelayGate.Sides {
    private final ImapGate gate = new ImapGate(64 * 1024);
    private final int chunk;
    private final boolean direct;
    private final StringBuilder atBackend = new StringBuilder();
    private final StringBuilder atClient = new StringBuilder();
    private String violation = "";
    private int forgeries;
    private byte[] lastArray = {};

    RecordedSides(int chunk, boolean direct) {
        this.chunk = chunk;
        this.direct = direct;
    }

    void clientSends(String octets) {
        deliver(octets, bytes -> gate.onClientBytes(bytes, this));
    }

    void backendSends(String octets) {
        deliver(octets, bytes -> gate.onBackendBytes(bytes, this));
    }

    private interface Delivery {
        void take(ByteBuffer bytes);
    }

    private void deliver(String octets, Delivery delivery) {
        for (int at = 0; at < octets.length(); at += chunk) {
            byte[] piece =
                    octets.substring(at, Math.min(octets.length(), at + chunk)).getBytes(StandardCharsets.ISO_8859_1);
            ByteBuffer bytes = buffer(piece);
            delivery.take(bytes);
            if (bytes.hasRemaining()) {
                throw new AssertionError("the gate left octets");
            }
        }
    }

    /** Somewhere inside a larger buffer, so that no index is right by accident. */
    private ByteBuffer buffer(byte[] piece) {
        ByteBuffer room = direct ? ByteBuffer.allocateDirect(piece.length + 5) : ByteBuffer.allocate(piece.length + 5);
        ByteBuffer inside = room.position(2).slice();
        inside.position(1);
        inside.put(piece);
        inside.limit(inside.position()).position(1);
        return inside;
    }

    @Override
    public void toBackend(ByteBuffer bytes) {
        record(bytes, atBackend);
    }

    @Override
    public void toClient(ByteBuffer bytes) {
        record(bytes, atClient);
    }

    // Which array it is matters here, not where in it the octets are.
    @SuppressWarnings("ByteBufferBackingArray")
    private void record(ByteBuffer bytes, StringBuilder side) {
        if (!violation.isEmpty()) {
            throw new AssertionError("the gate goes on behind a violation");
        }
        lastArray = bytes.hasArray() ? bytes.array() : lastArray;
        byte[] octets = new byte[bytes.remaining()];
        bytes.get(octets);
        side.append(new String(octets, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void forgery(String by) {
        forgeries++;
    }

    int forgeries() {
        return forgeries;
    }

    @Override
    public void violate(String detail) {
        violation = detail;
    }

    ImapGate gate() {
        return gate;
    }

    String atBackend() {
        return atBackend.toString();
    }

    String atClient() {
        return atClient.toString();
    }

    String violation() {
        return violation;
    }

    byte[] lastArray() {
        return lastArray;
    }
}
