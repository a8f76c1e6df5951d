package dev.postern.core.net;

import java.nio.channels.SelectionKey;

/** What one socket wants the selector to watch for; tells the selector changes only. */
final class SocketInterest {
    private final SelectionKey key;
    private int current = SelectionKey.OP_READ;

    SocketInterest(SelectionKey key) {
        this.key = key;
    }

    boolean reads() {
        return (current & SelectionKey.OP_READ) != 0;
    }

    void set(boolean read, boolean write) {
        int wanted = (read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0);
        if (wanted != current) {
            current = wanted;
            key.interestOps(wanted);
        }
    }
}
