package dev.postern.admin.http;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Held while the name of a socket is taken: of two that find a left-over socket at once, the second finds a living one. The
 * file beside the socket stays, for a lock on a file that another may remove holds nothing.
 */
final class PlaceLock implements AutoCloseable {
    private static final int ATTEMPTS = 50;
    private static final long PAUSE_MILLIS = 100;

    private final FileChannel file;

    private PlaceLock(FileChannel file) {
        this.file = file;
    }

    /** Waits for whoever takes the same name, for some seconds. */
    static PlaceLock take(Path socket) throws IOException, SocketRefused {
        FileChannel file = FileChannel.open(
                socket.resolveSibling(socket.getFileName() + ".lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            for (int i = 0; i < ATTEMPTS; i++) {
                if (taken(file)) {
                    return new PlaceLock(file);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } catch (IOException unable) {
            file.close();
            throw unable;
        }
        file.close();
        throw new SocketRefused(socket + ": another process is just taking this name; look who it is, and try again");
    }

    private static boolean taken(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException released) {
            // The system drops the lock with the descriptor, whatever else goes wrong.
        }
    }
}
