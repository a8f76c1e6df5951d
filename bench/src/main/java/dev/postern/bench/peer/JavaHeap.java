package dev.postern.bench.peer;

import java.nio.file.Files;
import java.nio.file.Path;

/** The memory of another Java. */
public final class JavaHeap {
    private JavaHeap() {}

    /**
     * Has it collect its garbage and give back what its native code has freed, so that what is left is what it needs; the
     * options that ship have it do the latter every ten seconds anyhow. Without jcmd nothing happens.
     */
    public static void collect(RunningPeer peer) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (peer.peer().warms() && Files.isExecutable(jcmd)) {
            Program.output(jcmd, Long.toString(peer.tree().pid()), "GC.run");
            Program.output(jcmd, Long.toString(peer.tree().pid()), "System.trim_native_heap");
        }
    }
}
