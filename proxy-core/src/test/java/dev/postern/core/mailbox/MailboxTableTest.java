package dev.postern.core.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxTableTest {
    private static final int MILLION = 1_000_000;
    private static final long MEBI = 1024 * 1024;

    private final Path folder;

    MailboxTableTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void it_finds_what_a_map_would_find() {
        Random random = new Random(9);
        MailboxTable table = new MailboxTable();
        Map<String, Integer> expected = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            String name = name(random);
            int backend = random.nextInt(256);
            assertThat(table.add(name, backend)).isEqualTo(expected.putIfAbsent(name, backend) == null);
        }
        assertThat(table.size()).isEqualTo(expected.size());
        expected.forEach((name, backend) -> assertThat(table.find(name)).isEqualTo(backend));
        for (int i = 0; i < 50_000; i++) {
            String name = name(random);
            assertThat(table.find(name)).isEqualTo(expected.getOrDefault(name, MailboxTable.ABSENT));
        }
    }

    /** Few letters, so that names come again; now and then as long as can be. */
    private static String name(Random random) {
        if (random.nextInt(1000) == 0) {
            return "x".repeat(MailboxName.LONGEST - random.nextInt(3));
        }
        StringBuilder name = new StringBuilder();
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            name.append((char) ('a' + random.nextInt(5)));
        }
        return name.toString();
    }

    @Test
    void nothing_is_in_an_empty_one() {
        assertThat(new MailboxTable().find("ada")).isEqualTo(MailboxTable.ABSENT);
    }

    @Test
    void a_million_lines_take_less_than_forty_mebibytes() throws Exception {
        Path file = folder.resolve("mailboxes");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < MILLION; i++) {
                out.write(million(i) + (i % 3 == 0 ? " new\n" : " legacy\n"));
            }
        }
        long before = live();
        MailboxTable table = MailboxFileReader.read(file, List.of("legacy", "new"));
        long grown = live() - before;
        assertThat(table.size()).isEqualTo(MILLION);
        assertThat(table.octets()).isLessThan(40 * MEBI);
        assertThat(grown).isLessThan(48 * MEBI);
        for (int i = 0; i < MILLION; i += 997) {
            assertThat(table.find(million(i))).isEqualTo(i % 3 == 0 ? 1 : 0);
        }
        assertThat(table.find(million(MILLION))).isEqualTo(MailboxTable.ABSENT);
    }

    /** 25 characters and more. */
    private static String million(int number) {
        return String.format("user.%07d@mail.example.org", number);
    }

    private static long live() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(20);
            least = Math.min(
                    least,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }
}
