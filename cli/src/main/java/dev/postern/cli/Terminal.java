package dev.postern.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a person sits at one of the standard streams. */
public final class Terminal {
    public static final int INPUT = 0;
    public static final int OUTPUT = 1;

    private Terminal() {}

    /** What the descriptor is a link to, where the system says so: {@code /dev/pts/3}, {@code pipe:[4711]}. */
    public static boolean at(int descriptor) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(descriptor)))
                    .toString()
                    .matches("/dev/(pts/[0-9]+|tty.*|console)");
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }
}
