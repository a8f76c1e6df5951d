package dev.postern.bench.peer;

import java.nio.file.Files;
import java.nio.file.Path;

/** The heap of another Java. */
public final class JavaHeap {
    private JavaHeap() {}

    /** Has it collect its garbage, so that what is left is what it needs; without jcmd nothing happens. */
    public static void collect(RunningPeer peer) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (peer.peer().warms() && Files.isExecutable(jcmd)) {
            Program.output(jcmd, Long.toString(peer.tree().pid()), "GC.run");
        }
    }
}
