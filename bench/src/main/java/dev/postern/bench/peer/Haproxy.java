package dev.postern.bench.peer;

import dev.postern.bench.load.Credentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** haproxy, which knows TLS and no mail. */
final class Haproxy implements Peer {
    @Override
    public String name() {
        return "haproxy";
    }

    @Override
    public Optional<String> version() {
        return Program.version("haproxy", "-v").map(line -> line.replaceAll(" - http.*", ""));
    }

    @Override
    public boolean smtp() {
        return false;
    }

    @Override
    public Credentials credentials(Site site) {
        return site.master();
    }

    @Override
    public Command command(Site site, Path folder, Map<String, Object> values) throws IOException {
        Path configuration = Template.write("haproxy.cfg", folder, values);
        String program = Program.find("haproxy").orElseThrow().toString();
        return new Command(List.of(program, "-db", "-f", configuration.toString()), Map.of());
    }
}
