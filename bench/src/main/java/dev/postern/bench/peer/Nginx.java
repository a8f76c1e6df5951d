package dev.postern.bench.peer;

import dev.postern.bench.load.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** nginx's mail module: passwords, and no tokens. */
final class Nginx implements Peer {
    private static final Pattern MODULES = Pattern.compile("--modules-path=(\\S+)");
    private static final String MODULE = "ngx_mail_module.so";

    @Override
    public String name() {
        return "nginx";
    }

    @Override
    public Optional<String> version() {
        return loadModule().isPresent()
                ? Program.version("nginx", "-v").map(line -> line.replace("nginx version: nginx/", "nginx mail "))
                : Optional.empty();
    }

    /** The line that brings the mail module in; empty where there is none. */
    private static Optional<String> loadModule() {
        return Program.find("nginx").flatMap(program -> {
            String built = Program.output(program, "-V");
            if (built.matches("(?s).*--with-mail(\\s.*|$)")) {
                return Optional.of("");
            }
            Matcher modules = MODULES.matcher(built);
            return modules.find() ? module(Path.of(modules.group(1), MODULE)) : Optional.empty();
        });
    }

    private static Optional<String> module(Path file) {
        return Files.exists(file) ? Optional.of("load_module " + file + ";") : Optional.empty();
    }

    @Override
    public boolean smtp() {
        return true;
    }

    @Override
    public Credentials credentials(Site site) {
        return site.clients();
    }

    @Override
    public Command command(Site site, Path folder, Map<String, Object> values) throws IOException {
        Map<String, Object> more = new HashMap<>(values);
        more.put("load-module", loadModule().orElseThrow());
        Path configuration = Template.write("nginx.conf", folder, more);
        String program = Program.find("nginx").orElseThrow().toString();
        String errors = folder.resolve("error.log").toString();
        return new Command(List.of(program, "-c", configuration.toString(), "-e", errors), Map.of());
    }
}
