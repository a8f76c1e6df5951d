package dev.postern.bench;

import dev.postern.bench.Options.Misunderstood;
import dev.postern.bench.peer.Peer;
import dev.postern.bench.peer.Peers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command {@code bin/bench}. */
public final class Bench {
    private static final int SPARE_CONNECTIONS = 500;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final PrintStream progress = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    private final Options options;

    private Bench(Options options) {
        this.options = options;
    }

    /** Runs, and ends the process. */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) throws InterruptedException {
        try {
            Options options = Options.read(arguments);
            if (options.help) {
                System.out.print(Options.HELP);
                return 0;
            }
            return new Bench(options).run();
        } catch (Misunderstood misunderstood) {
            System.err.println("bench: " + misunderstood.getMessage() + "; see bin/bench --help");
            return 2;
        } catch (IOException unable) {
            System.err.println("bench: " + unable.getMessage());
            return 1;
        }
    }

    private int run() throws IOException, InterruptedException, Misunderstood {
        List<String> versions = new ArrayList<>();
        List<Peer> present = present(versions);
        try (Stage stage = Stage.open(options.sessionsOrStandard() + SPARE_CONNECTIONS, options.keep)) {
            if (options.keep) {
                progress.println("configurations and logs: " + stage.site().folder());
            }
            out.println("Machine: " + Machine.description() + ".");
            out.println("Proxies: " + String.join("; ", versions) + ".");
            return options.scale ? scale(present, stage) : compare(present, stage);
        }
    }

    private List<Peer> present(List<String> versions) throws Misunderstood {
        List<Peer> all = Peers.all(options.root, options.settings);
        for (String name : options.only) {
            if (all.stream().noneMatch(peer -> peer.name().equals(name))) {
                throw new Misunderstood("unknown proxy " + name);
            }
        }
        List<Peer> present = new ArrayList<>();
        for (Peer peer : all) {
            boolean wanted = options.only.isEmpty()
                    ? peer.usual() && (!options.scale || peer.name().equals("postern"))
                    : options.only.contains(peer.name());
            Optional<String> version = wanted ? peer.version() : Optional.empty();
            version.ifPresent(versions::add);
            if (version.isPresent()) {
                present.add(peer);
            } else if (wanted) {
                progress.println(peer.name() + " is not installed, or cannot run here: left out");
            }
        }
        return present;
    }

    private int compare(List<Peer> present, Stage stage) throws IOException, InterruptedException {
        Comparison comparison = new Comparison(options, present, stage, progress);
        Results results = comparison.run();
        comparison.remarks().forEach(out::println);
        out.println();
        out.print(new ResultTable(results).text());
        return results.faulty() || present.isEmpty() ? 1 : 0;
    }

    private int scale(List<Peer> present, Stage stage) throws IOException, InterruptedException {
        boolean good = !present.isEmpty();
        for (Peer peer : present) {
            good &= new ScaleTrial(options, stage.site(), out).run(peer);
        }
        return good ? 0 : 1;
    }
}
