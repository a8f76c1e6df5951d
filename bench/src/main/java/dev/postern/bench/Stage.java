package dev.postern.bench;

import dev.postern.bench.backend.BackendProcess;
import dev.postern.bench.peer.Issuer;
import dev.postern.bench.peer.ProcessTree;
import dev.postern.bench.peer.RunningProcess;
import dev.postern.bench.peer.ServerKeys;
import dev.postern.bench.peer.Site;
import dev.postern.bench.peer.Site.BackendPorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All that stands around the proxies: the site, and the fake backend in a process of its own. */
final class Stage implements AutoCloseable {
    private static final int USERS = 200;

    private final Site site;
    private final RunningProcess backend;
    private final boolean keep;
    private final Thread onExit = new Thread(this::clear, "clear-folder");

    private Stage(Site site, RunningProcess backend, boolean keep) {
        this.site = site;
        this.backend = backend;
        this.keep = keep;
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /**
     * Sets it.
     *
     * @param connections how many clients a proxy must take at once
     * @param keep whether its files stay
     */
    static Stage open(int connections, boolean keep) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("bench-");
        // Some proxies drop their rights, and must still find their own folder.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        RunningProcess backend = backend(Site.writePassword(folder));
        Issuer issuer = Issuer.start();
        Site site = new Site(
                folder, ServerKeys.in(folder), issuer, issuer.tokens(USERS), ports(backend.process()), connections);
        return new Stage(site, backend, keep);
    }

    private static RunningProcess backend(Path password) throws IOException {
        return RunningProcess.start(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BackendProcess.class.getName(),
                        password.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT));
    }

    private static BackendPorts ports(Process backend) throws IOException {
        // Read on, it would close the process's output; it says no more than this.
        BufferedReader said =
                new BufferedReader(new InputStreamReader(backend.getInputStream(), StandardCharsets.US_ASCII));
        String line = said.readLine();
        if (line == null) {
            throw new IOException("the fake backend did not start");
        }
        List<String> ports = List.of(line.split(" ", -1));
        return new BackendPorts(Integer.parseInt(ports.get(0)), Integer.parseInt(ports.get(1)));
    }

    Site site() {
        return site;
    }

    ProcessTree backendTree() {
        return backend.tree();
    }

    /** Without its files; on a signal, too. */
    @Override
    public void close() {
        backend.close();
        site.issuer().close();
        clear();
    }

    private void clear() {
        if (keep) {
            return;
        }
        try (Stream<Path> files = Files.walk(site.folder())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException endedAlready) {
            // A proxy that ends at this moment may remove or write files of its own.
        }
    }
}
