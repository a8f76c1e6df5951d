package dev.postern.smtp.relay;

import dev.postern.core.session.RelayGate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Remembers what a gate has said to both sides, and how. */
final class RecordedSides implements RelayGate.Sides {
    final StringBuilder backend = new StringBuilder();
    final StringBuilder client = new StringBuilder();
    String violation = "";
    int forgeries;

    /** The buffer that came from the client; whatever else goes to the backend is a copy. */
    @Nullable
    ByteBuffer given;

    long copied;
    int writes;

    @Override
    @SuppressWarnings("ReferenceEquality") // An equal buffer would be a copy.
    public void toBackend(ByteBuffer bytes) {
        writes++;
        if (bytes != given) {
            copied += bytes.remaining();
        }
        backend.append(StandardCharsets.ISO_8859_1.decode(bytes));
    }

    @Override
    public void toClient(ByteBuffer bytes) {
        client.append(StandardCharsets.ISO_8859_1.decode(bytes));
    }

    @Override
    public void forgery(String by) {
        forgeries++;
    }

    @Override
    public void violate(String detail) {
        violation = detail;
    }
}
