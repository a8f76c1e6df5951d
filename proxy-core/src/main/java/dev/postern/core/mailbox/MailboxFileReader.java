package dev.postern.core.mailbox;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * Reads a mailbox file, line by line, to its end whatever is wrong with it.
 *
 * <pre>
 * file    = *( line LF )
 * line    = *WSP [ "#" comment / mailbox 1*WSP backend *WSP ] [ CR ]
 * </pre>
 */
final class MailboxFileReader {
    static final int MOST_MAILBOXES = 4_000_000;
    static final int MOST_PROBLEMS = 20;

    private static final int LONGEST_LINE = 512;
    private static final int LONGEST_QUOTE = 60;

    private final List<String> backends;
    private final MailboxTable table = new MailboxTable();
    private final List<MailboxFileProblem> problems = new ArrayList<>();
    private final byte[] line = new byte[LONGEST_LINE];
    private int length;
    private int number = 1;
    private int count;

    private MailboxFileReader(List<String> backends) {
        this.backends = backends;
    }

    /** @param backends the known ones; the table holds their places in this list */
    static MailboxTable read(Path file, List<String> backends) throws UnusableMailboxFile {
        MailboxFileReader reader = new MailboxFileReader(backends);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            reader.read(in);
        } catch (IOException unreadable) {
            reader.problem(0, "cannot be read: " + printable(unreadable.toString()), "let Postern read the file");
        }
        if (reader.count > 0) {
            throw new UnusableMailboxFile(reader.problems, reader.count);
        }
        return reader.table;
    }

    private void read(InputStream in) throws IOException {
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            if (octet == '\n') {
                onLine();
                number++;
                length = 0;
            } else if (length++ < LONGEST_LINE) {
                line[length - 1] = (byte) octet;
            }
        }
        // A file that is being written, or was cut off, must not move anybody.
        if (length > 0) {
            problem(number, "has no line end: the file may be cut off", "end the last line");
        } else if (number == 1) {
            problem(0, "is empty: it may be cut off", "write a mailbox, or a comment, into it");
        }
    }

    private void onLine() {
        if (length > LONGEST_LINE) {
            problem(number, "is longer than " + LONGEST_LINE + " octets", "write one mailbox and one backend");
            return;
        }
        StringTokenizer words = new StringTokenizer(new String(line, 0, length, StandardCharsets.ISO_8859_1), " \t\r");
        if (!words.hasMoreTokens()) {
            return;
        }
        String mailbox = words.nextToken();
        if (mailbox.startsWith("#")) {
            return;
        }
        if (words.countTokens() != 1) {
            problem(number, "is not 'mailbox backend'", "write two words, blanks between them");
        } else {
            add(mailbox, words.nextToken());
        }
    }

    private void add(String mailbox, String backend) {
        int place = backends.indexOf(backend);
        if (!MailboxName.isStrict(mailbox)) {
            problem(number, quote(mailbox) + " is no mailbox name", "write letters, digits and . - _ @");
        } else if (place < 0) {
            problem(number, quote(backend) + " is no backend", "write one of " + String.join(", ", backends));
        } else if (table.size() >= MOST_MAILBOXES) {
            problem(number, "is one mailbox too many", "write at most " + MOST_MAILBOXES);
        } else if (!table.add(MailboxName.folded(mailbox), place)) {
            problem(number, quote(mailbox) + " is here for the second time", "keep one line for each mailbox");
        }
    }

    private void problem(int at, String what, String mend) {
        if (++count <= MOST_PROBLEMS) {
            problems.add(new MailboxFileProblem(at, what, mend));
        }
    }

    private static String quote(String word) {
        return "'" + printable(word.substring(0, Math.min(word.length(), LONGEST_QUOTE)))
                + (word.length() > LONGEST_QUOTE ? "…'" : "'");
    }

    private static String printable(String text) {
        return text.replaceAll("[^ -~]", "?");
    }
}
