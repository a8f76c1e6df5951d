package dev.postern.bench.peer;

import dev.postern.bench.load.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Dovecot 2.3 as a proxy that verifies tokens by itself; root alone can run it. */
final class DovecotProxy implements Peer {
    @Override
    public String name() {
        return "dovecot";
    }

    @Override
    public Optional<String> version() {
        return Program.version("dovecot", "--version")
                .filter(line -> line.startsWith("2.3") && Program.runByRoot())
                .map(line -> "Dovecot " + line.replaceAll(" .*", "") + " as proxy");
    }

    @Override
    public boolean smtp() {
        return Files.exists(Path.of("/usr/lib/dovecot/submission-login"));
    }

    @Override
    public Credentials credentials(Site site) {
        return site.bearer();
    }

    @Override
    public Command command(Site site, Path folder, Map<String, Object> values) throws IOException {
        Path keys = Files.createDirectories(folder.resolve("token-keys"));
        site.issuer().writeKeyFor(keys);
        Files.createDirectories(folder.resolve("run"));
        Files.createDirectories(folder.resolve("state"));
        Map<String, Object> more = new HashMap<>(values);
        more.put("token-keys", keys);
        more.put("issuer", site.issuer().url());
        Files.move(Template.write("dovecot-oauth2.conf", folder, more), folder.resolve("oauth2.conf"));
        more.put("protocols", smtp() ? "imap submission" : "imap");
        more.put("submission", smtp() ? Files.readString(Template.write("dovecot-submission.conf", folder, more)) : "");
        Path configuration = Template.write("dovecot.conf", folder, more);
        String program = Program.find("dovecot").orElseThrow().toString();
        return new Command(List.of(program, "-F", "-c", configuration.toString()), Map.of());
    }
}
