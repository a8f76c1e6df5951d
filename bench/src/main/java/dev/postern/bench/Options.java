package dev.postern.bench;

import dev.postern.bench.load.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is asked for on the command line. */
final class Options {
    static final String HELP = """
            bin/bench [OPTION]...
            Measures what Postern costs beside other proxies, and prints a Markdown table on standard output.
            haproxy, nginx (with its mail module), stunnel and Dovecot 2.3 (run by root) take part where they are installed.

              --quick           under a minute: one round of short turns, and less warm-up
              --only NAMES      these proxies: postern,haproxy,nginx,stunnel,dovecot; and, only if named, Postern with
                                another's TLS: postern-bouncycastle,postern-conscrypt
              --modes NAMES     these rows: login,resume,fetch,append,noop,smtp,idle
              --rounds N        rounds; each proxy has its turn in each (default 3)
              --seconds N       the length of each turn (default 2)
              --sessions N      idle sessions (default 1000; with --scale 2000)
              --scale           instead: idle sessions in four steps, NOOPs beside logins and bulk transfers, and a
                                storm of clients that come back after a restart; of Postern unless --only says more
              --warm-logins N   the logins that a Postern sees before it is measured (default 60000)
              --logins N        with --scale: logins a second (default 500)
              --keep            keep the folder with configurations and logs, and say where it is
              --settings FILE   more sections for Postern's configuration
              --help            this

            POSTERN_JAVA_OPTIONS adds options to Postern's Java. JAVA_HOME chooses the Java of everything; without it,
            Java 25 is taken where it is found.
            Exit code: 0; 1 where an operation failed or nothing could be measured; 2 where the question is wrong.
            """;

    private static final String IDLE = "idle";

    Path root = Path.of("").toAbsolutePath();
    Set<String> only = Set.of();
    Set<Mode> modes = EnumSet.allOf(Mode.class);
    boolean idle = true;
    boolean quick;
    boolean scale;
    boolean keep;
    boolean help;
    Optional<Integer> rounds = Optional.empty();
    Optional<Integer> seconds = Optional.empty();
    Optional<Integer> sessions = Optional.empty();
    Optional<Integer> warmLogins = Optional.empty();
    int logins = 500;
    Optional<Path> settings = Optional.empty();

    private Options() {}

    /** A command line that says nothing sensible. */
    static final class Misunderstood extends Exception {
        private static final long serialVersionUID = 1;

        Misunderstood(String why) {
            super(why);
        }
    }

    static Options read(List<String> arguments) throws Misunderstood {
        Options options = new Options();
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            switch (name) {
                case "--quick" -> options.quick = true;
                case "--keep" -> options.keep = true;
                case "--scale" -> options.scale = true;
                case "--help", "-h" -> options.help = true;
                default -> {
                    i++;
                    if (i == arguments.size()) {
                        throw new Misunderstood(name + " is unknown, or wants a value");
                    }
                    options.set(name, arguments.get(i));
                }
            }
        }
        return options;
    }

    private void set(String name, String value) throws Misunderstood {
        switch (name) {
            case "--root" -> root = Path.of(value);
            case "--only" -> only = Set.of(value.split(",", -1));
            case "--modes" -> choose(value);
            case "--rounds" -> rounds = Optional.of(number(name, value));
            case "--seconds" -> seconds = Optional.of(number(name, value));
            case "--sessions" -> sessions = Optional.of(number(name, value));
            case "--warm-logins" -> warmLogins = Optional.of(number(name, value));
            case "--logins" -> logins = number(name, value);
            case "--settings" -> settings = Optional.of(Path.of(value));
            default -> throw new Misunderstood("unknown option " + name);
        }
    }

    private void choose(String words) throws Misunderstood {
        modes = EnumSet.noneOf(Mode.class);
        idle = false;
        for (String word : words.split(",", -1)) {
            if (word.equals(IDLE)) {
                idle = true;
                continue;
            }
            modes.add(Arrays.stream(Mode.values())
                    .filter(mode -> mode.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new Misunderstood("unknown mode " + word)));
        }
    }

    private static int number(String name, String value) throws Misunderstood {
        try {
            int number = Integer.parseInt(value);
            if (number > 0 && number <= 100_000) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Told below.
        }
        throw new Misunderstood(name + " wants a number from 1 to 100000, not " + value);
    }

    int roundsOrStandard() {
        return rounds.orElse(quick ? 1 : 3);
    }

    Duration window() {
        return seconds.map(Duration::ofSeconds).orElse(Duration.ofMillis(quick ? 500 : 2000));
    }

    int sessionsOrStandard() {
        return sessions.orElse(scale ? 2000 : quick ? 200 : 1000);
    }

    /** How many logins a proxy that warms up sees before it is measured. */
    long warmLogins() {
        return warmLogins.orElse(quick ? 2_000 : 60_000);
    }

    /** When it has seen enough even if it has not seen so many. */
    Duration warmLimit() {
        return warmLogins.map(wanted -> Duration.ofMillis(10L * wanted)).orElse(Duration.ofSeconds(quick ? 8 : 150));
    }

    /** When the rounds still to come are left out; nobody is stopped who has said how many there shall be. */
    Optional<Duration> budget() {
        return rounds.isPresent() || seconds.isPresent()
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(quick ? 40 : 480));
    }
}
