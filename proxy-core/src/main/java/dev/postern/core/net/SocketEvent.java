package dev.postern.core.net;

import java.io.IOException;

/** Something that happens on a connection, and may break it. */
interface SocketEvent {
    void happen() throws IOException;
}
