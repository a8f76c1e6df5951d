package dev.postern.bench.peer;

import dev.postern.bench.load.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A proxy that runs, for this comparison alone. */
public final class RunningPeer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);

    private final Peer peer;
    private final Target target;
    private final RunningProcess process;

    private RunningPeer(Peer peer, Target target, RunningProcess process) {
        this.peer = peer;
        this.target = target;
        this.process = process;
    }

    /**
     * Starts it, and returns when it takes connections.
     *
     * @throws IOException with its own words, where it does not within 30 seconds
     */
    public static RunningPeer start(Peer peer, Site site) throws IOException, InterruptedException {
        return start(peer, site, Ports.choose());
    }

    private static RunningPeer start(Peer peer, Site site, Ports ports) throws IOException, InterruptedException {
        Path folder = site.folderFor(peer.name());
        Path output = folder.resolve("output.log");
        Peer.Command command = peer.command(site, folder, values(site, folder, ports));
        RunningProcess process = RunningProcess.start(command, output);
        Target target = new Target(
                true,
                ports.imap(),
                peer.smtp() ? OptionalInt.of(ports.smtp()) : OptionalInt.empty(),
                peer.credentials(site));
        long deadline = System.nanoTime() + START.toNanos();
        while (!listens(ports.imap()) || (peer.smtp() && !listens(ports.smtp()))) {
            if (!process.process().isAlive() || System.nanoTime() > deadline) {
                process.close();
                throw new IOException(peer.name() + " did not start: "
                        + Files.readString(output).strip());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return new RunningPeer(peer, target, process);
    }

    /** Ends it, and starts it on the same ports; returns when it takes connections. */
    public RunningPeer restarted(Site site) throws IOException, InterruptedException {
        close();
        return start(peer, site, new Ports(target.imapPort(), target.smtpPort().orElse(0), FreePort.next()));
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Map<String, Object> values(Site site, Path folder, Ports ports) {
        Map<String, Object> values = new HashMap<>();
        values.put("folder", folder);
        values.put("imap", ports.imap());
        values.put("smtp", ports.smtp());
        values.put("extra", ports.extra());
        values.put("chain", site.keys().chain());
        values.put("key", site.keys().key());
        values.put("combined", site.keys().combined());
        values.put("backend-imap", site.backend().imap());
        values.put("backend-smtp", site.backend().smtp());
        values.put("master", Site.MASTER);
        values.put("master-password", Site.MASTER_PASSWORD);
        values.put("master-password-file", site.passwordFile());
        values.put("client-password", Site.CLIENT_PASSWORD);
        values.put("threads", Runtime.getRuntime().availableProcessors());
        values.put("connections", site.connections());
        values.put("descriptors", 2 * site.connections() + 100);
        return values;
    }

    public Peer peer() {
        return peer;
    }

    public Target target() {
        return target;
    }

    public ProcessTree tree() {
        return process.tree();
    }

    @Override
    public void close() {
        process.close();
    }
}
