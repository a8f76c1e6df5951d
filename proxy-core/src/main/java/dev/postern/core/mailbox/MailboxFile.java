package dev.postern.core.mailbox;

import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * The file that says for each mailbox at which backend it lives, read again when it changes; a bad new file changes
 * nothing and says so. Shared by all threads; only {@link #refresh} touches the disk.
 *
 * <pre>
 * # mailbox            backend
 * ada@example.org      new
 * </pre>
 */
public final class MailboxFile {
    private final Path file;
    private final List<String> backends;
    private volatile MailboxTable table;
    private String judged;
    private String seen;

    private MailboxFile(Path file, List<String> backends, String judged, MailboxTable table) {
        this.file = file;
        this.backends = backends;
        this.table = table;
        this.judged = judged;
        this.seen = judged;
    }

    /** @param backends the names that may stand in it, 256 at most */
    public static MailboxFile load(Path file, List<String> backends) throws UnusableMailboxFile {
        String stamp = stamp(file);
        MailboxFile loaded =
                new MailboxFile(file, List.copyOf(backends), stamp, MailboxFileReader.read(file, backends));
        loaded.tellLoaded();
        return loaded;
    }

    /** Reads only, and tells nobody. */
    public static void check(Path file, List<String> backends) throws UnusableMailboxFile {
        var unused = MailboxFileReader.read(file, backends);
    }

    /** The backend of this mailbox, upper case or lower; empty where the file does not name it. */
    public Optional<String> backendOf(String mailbox) {
        int place = table.find(MailboxName.folded(mailbox));
        return place == MailboxTable.ABSENT ? Optional.empty() : Optional.of(backends.get(place));
    }

    public int size() {
        return table.size();
    }

    /**
     * Looks once. A changed file is read when it has been the same at two looks, and only counts if it is still the
     * same afterwards: one that is just being written may be well-formed and yet lack half of the mailboxes.
     */
    public synchronized void refresh() {
        String now = stamp(file);
        boolean rests = now.equals(seen);
        seen = now;
        if (!rests || now.equals(judged)) {
            return;
        }
        try {
            MailboxTable read = MailboxFileReader.read(file, backends);
            if (!stamp(file).equals(now)) {
                return;
            }
            table = read;
            tellLoaded();
        } catch (UnusableMailboxFile unusable) {
            if (!stamp(file).equals(now)) {
                return;
            }
            tellRejected(unusable);
        }
        judged = now;
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private void tellLoaded() {
        EventLog.event(LogEvent.MAILBOX_FILE_LOADED)
                .with(LogKey.FILE, file.toString())
                .with(LogKey.COUNT, table.size())
                .write();
    }

    private void tellRejected(UnusableMailboxFile unusable) {
        for (MailboxFileProblem problem : unusable.problems()) {
            EventLog.event(LogEvent.MAILBOX_FILE_REJECTED)
                    .with(LogKey.FILE, file.toString())
                    .with(LogKey.DETAIL, problem.toString())
                    .with(LogKey.COUNT, unusable.count())
                    .write();
        }
    }
}
