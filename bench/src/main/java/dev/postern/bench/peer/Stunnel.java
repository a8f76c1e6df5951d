package dev.postern.bench.peer;

import dev.postern.bench.load.Credentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** stunnel, which knows TLS and no mail. */
final class Stunnel implements Peer {
    @Override
    public String name() {
        return "stunnel";
    }

    @Override
    public Optional<String> version() {
        return Program.find("stunnel")
                .flatMap(program -> Program.output(program, "-version")
                        .lines()
                        .filter(line -> line.startsWith("stunnel "))
                        .map(line -> line.replaceAll(" on .*", ""))
                        .findFirst());
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
        Path configuration = Template.write("stunnel.conf", folder, values);
        String program = Program.find("stunnel").orElseThrow().toString();
        return new Command(List.of(program, configuration.toString()), Map.of());
    }
}
