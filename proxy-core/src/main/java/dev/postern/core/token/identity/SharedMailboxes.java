package dev.postern.core.token.identity;

import dev.postern.core.mailbox.MailboxName;
import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The file that maps people to shared mailboxes, read again when it changes; a bad new file keeps the old content and
 * says so. Shared by all threads; only {@link #reload} touches the disk.
 *
 * <pre>
 * # person: mailboxes
 * ada@example.org: support@example.org sales@example.org
 * </pre>
 */
public final class SharedMailboxes {
    /** Octets; some 50,000 people. */
    static final int LARGEST_FILE = 4 * 1024 * 1024;

    private final Path file;
    private volatile Map<String, Set<String>> byPerson = Map.of();
    private volatile long generation;
    private @Nullable String seen;

    /** Reads the file; {@link IllegalArgumentException} where it cannot be used. */
    public SharedMailboxes(Path file) {
        this.file = file;
        try {
            seen = stamp();
            byPerson = read();
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("cannot read " + file + ": " + unreadable.getMessage(), unreadable);
        }
    }

    /** {@link IllegalArgumentException} where the file cannot be used: its own line and what it should be. */
    public static void check(Path file) {
        SharedMailboxes unused = new SharedMailboxes(file);
    }

    /** Counts up whenever the content changes. */
    public long generation() {
        return generation;
    }

    boolean allows(String person, String mailbox) {
        return byPerson.getOrDefault(person, Set.of()).contains(mailbox);
    }

    /** Looks whether the file has changed. Called by one background thread. */
    public synchronized void reload() {
        String now = "";
        try {
            now = stamp();
            if (now.equals(seen)) {
                return;
            }
            byPerson = read();
            generation++;
            EventLog.event(LogEvent.DELEGATION_LOADED)
                    .with(LogKey.FILE, file.toString())
                    .with(LogKey.COUNT, byPerson.size())
                    .write();
        } catch (IOException | IllegalArgumentException unusable) {
            if (!now.equals(seen)) {
                EventLog.event(LogEvent.DELEGATION_REJECTED)
                        .with(LogKey.FILE, file.toString())
                        .with(LogKey.REASON, String.valueOf(unusable.getMessage()))
                        .write();
            }
        }
        seen = now;
    }

    private String stamp() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
    }

    private Map<String, Set<String>> read() throws IOException {
        Map<String, Set<String>> read = new HashMap<>();
        List<String> lines = text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                add(line, i + 1, read);
            }
        }
        return Map.copyOf(read);
    }

    private String text() throws IOException {
        // Whatever else has a name may have no end, or no beginning.
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(file + " is no file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(LARGEST_FILE + 1);
            if (octets.length > LARGEST_FILE) {
                throw new IllegalArgumentException(file + " is larger than " + LARGEST_FILE + " octets");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        }
    }

    private void add(String line, int number, Map<String, Set<String>> read) {
        int colon = line.indexOf(':');
        String person = colon < 0 ? "" : line.substring(0, colon).strip();
        Set<String> mailboxes =
                new TreeSet<>(List.of(line.substring(colon + 1).strip().split("\\s+", -1)));
        for (String name : mailboxes) {
            if (!MailboxName.isStrict(person) || !MailboxName.isStrict(name)) {
                throw new IllegalArgumentException(file + ":" + number + ": not \"person: mailbox mailbox …\"");
            }
        }
        read.computeIfAbsent(person, unused -> new TreeSet<>()).addAll(mailboxes);
    }
}
