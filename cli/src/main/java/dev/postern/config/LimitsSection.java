package dev.postern.config;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.type.Octets;
import dev.postern.config.type.WholeNumber;
import dev.postern.core.guard.AdmissionLimits;
import dev.postern.core.session.PreludeLimits;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How much is let in, and how much a client may ask. */
final class LimitsSection implements Section<Limits> {
    private static final int KIB = 1024;

    private static final Setting<Integer> CONNECTIONS = Setting.standard(
            "connections", new WholeNumber(1, 1_000_000), 10_000, "Client connections at once, in all.");
    private static final Setting<Integer> CONNECTIONS_PER_ADDRESS = Setting.standard(
            "connections-per-address",
            new WholeNumber(1, 1_000_000),
            100,
            "Client connections at once from one IPv4 address, or from one IPv6 /64.");
    private static final Setting<Integer> ATTEMPTS = Setting.standard(
            "attempts",
            new WholeNumber(1, 100),
            PreludeLimits.STANDARD.attempts(),
            "Login attempts that may fail on one connection.");
    private static final Setting<Integer> COMMANDS = Setting.standard(
            "commands",
            new WholeNumber(5, 10_000),
            PreludeLimits.STANDARD.commands(),
            "Commands before login on one connection.");
    private static final Setting<Integer> BAD_COMMANDS = Setting.standard(
            "bad-commands",
            new WholeNumber(1, 1_000),
            PreludeLimits.STANDARD.badCommands(),
            "Unknown or malformed commands before login on one connection.");
    private static final Setting<Integer> LINE_LENGTH = Setting.standard(
            "line-length",
            new Octets(KIB, 64 * KIB),
            PreludeLimits.STANDARD.lineLength(),
            "An ordinary command line before login.");
    private static final Setting<Integer> RESPONSE_LENGTH = Setting.standard(
            "response-length",
            new Octets(13 * KIB, 128 * KIB),
            PreludeLimits.STANDARD.responseLength(),
            "A line that carries a token; RFC 4954 §4 asks for 12 KiB and a little at least.");
    private static final Setting<Integer> LITERAL_LENGTH = Setting.standard(
            "literal-length",
            new Octets(0, 64 * KIB),
            PreludeLimits.STANDARD.literalLength(),
            "An IMAP literal before login.");
    private static final Setting<Integer> IO_THREADS = Setting.optional(
            "io-threads", new WholeNumber(1, 256), 2, "Threads that move bytes; without it, one for each processor.");

    @Override
    public List<Entry> entries() {
        return List.of(
                CONNECTIONS,
                CONNECTIONS_PER_ADDRESS,
                ATTEMPTS,
                COMMANDS,
                BAD_COMMANDS,
                LINE_LENGTH,
                RESPONSE_LENGTH,
                LITERAL_LENGTH,
                IO_THREADS);
    }

    @Override
    public Limits read(Mapping mapping) {
        Optional<Integer> threads = mapping.optional(IO_THREADS);
        return new Limits(
                new AdmissionLimits(mapping.value(CONNECTIONS), mapping.value(CONNECTIONS_PER_ADDRESS)),
                new PreludeLimits(
                        mapping.value(ATTEMPTS),
                        mapping.value(COMMANDS),
                        mapping.value(BAD_COMMANDS),
                        mapping.value(LINE_LENGTH),
                        mapping.value(RESPONSE_LENGTH),
                        mapping.value(LITERAL_LENGTH)),
                threads.map(OptionalInt::of).orElseGet(OptionalInt::empty));
    }
}
