package dev.postern.core.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.core.testing.LogLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxFileTest {
    private static final List<String> BACKENDS = List.of("legacy", "new");

    private final Path file;

    MailboxFileTest(@TempDir Path folder) {
        this.file = folder.resolve("mailboxes");
    }

    private void write(String text) throws IOException {
        Path fresh = file.resolveSibling("fresh");
        Files.writeString(fresh, text, StandardCharsets.ISO_8859_1);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private List<String> problemsOf(String text) throws IOException {
        write(text);
        UnusableMailboxFile unusable =
                catchThrowableOfType(UnusableMailboxFile.class, () -> MailboxFile.check(file, BACKENDS));
        return unusable.problems().stream().map(MailboxFileProblem::toString).toList();
    }

    @Test
    void blanks_comments_and_case_do_not_matter() throws Exception {
        write("# mailbox backend\n\n  Ada@Example.org\t new \r\nbob legacy\n   # the end\n");
        MailboxFile mailboxes = MailboxFile.load(file, BACKENDS);
        assertThat(mailboxes.size()).isEqualTo(2);
        assertThat(mailboxes.backendOf("aDa@example.ORG")).contains("new");
        assertThat(mailboxes.backendOf("bob")).contains("legacy");
        assertThat(mailboxes.backendOf("bob@example.org")).isEmpty();
    }

    @Test
    void every_problem_is_told_with_its_line() throws Exception {
        assertThat(problemsOf(
                        "ada new\nbob\neve old\n*\u00e9 new\nADA legacy\nx y z\n" + "z".repeat(600) + " new\ncut new"))
                .containsExactly(
                        "line 2: is not 'mailbox backend'; write two words, blanks between them",
                        "line 3: 'old' is no backend; write one of legacy, new",
                        "line 4: '*?' is no mailbox name; write letters, digits and . - _ @",
                        "line 5: 'ADA' is here for the second time; keep one line for each mailbox",
                        "line 6: is not 'mailbox backend'; write two words, blanks between them",
                        "line 7: is longer than 512 octets; write one mailbox and one backend",
                        "line 8: has no line end: the file may be cut off; end the last line");
    }

    @Test
    void an_empty_file_and_no_file_are_problems() throws Exception {
        assertThat(problemsOf("")).singleElement().asString().startsWith("is empty");
        Files.delete(file);
        assertThat(catchThrowableOfType(UnusableMailboxFile.class, () -> MailboxFile.check(file, BACKENDS)))
                .hasMessageStartingWith("cannot be read");
    }

    @Test
    void a_thousand_problems_are_counted_and_twenty_told() throws Exception {
        write("one\n".repeat(1000));
        UnusableMailboxFile unusable =
                catchThrowableOfType(UnusableMailboxFile.class, () -> MailboxFile.check(file, BACKENDS));
        assertThat(unusable.problems()).hasSize(20);
        assertThat(unusable.count()).isEqualTo(1000);
    }

    @Test
    void a_new_content_is_in_force_when_it_has_rested() throws Exception {
        write("ada legacy\n");
        MailboxFile mailboxes = MailboxFile.load(file, BACKENDS);
        write("ada new\nbob new\n");
        mailboxes.refresh();
        assertThat(mailboxes.backendOf("ada")).contains("legacy");
        mailboxes.refresh();
        assertThat(mailboxes.backendOf("ada")).contains("new");
        assertThat(mailboxes.backendOf("bob")).contains("new");
    }

    @Test
    void a_file_that_is_still_written_moves_nobody() throws Exception {
        write("ada new\nbob new\n");
        MailboxFile mailboxes = MailboxFile.load(file, BACKENDS);
        for (int half = 1; half < 5; half++) {
            Files.writeString(file, "ada legacy\n".repeat(1) + "# ".repeat(half) + "\n");
            mailboxes.refresh();
            assertThat(mailboxes.backendOf("ada")).contains("new");
            assertThat(mailboxes.backendOf("bob")).contains("new");
        }
    }

    @Test
    void a_bad_new_file_changes_nothing_and_is_told_once() throws Exception {
        write("ada new\n");
        MailboxFile mailboxes = MailboxFile.load(file, BACKENDS);
        try (LogLines log = new LogLines()) {
            write("ada legacy\nbob\neve nowhere\n");
            for (int i = 0; i < 4; i++) {
                mailboxes.refresh();
            }
            assertThat(log.with("mailbox file not loaded"))
                    .hasSize(2)
                    .anyMatch(line -> line.contains("line 2: ") && line.contains("count=2"))
                    .anyMatch(line -> line.contains("line 3: 'nowhere' is no backend"));
            assertThat(mailboxes.backendOf("ada")).contains("new");

            Files.delete(file);
            mailboxes.refresh();
            mailboxes.refresh();
            assertThat(log.with("cannot be read")).hasSize(1);
            assertThat(mailboxes.backendOf("ada")).contains("new");

            write("ada legacy\n");
            mailboxes.refresh();
            mailboxes.refresh();
            assertThat(mailboxes.backendOf("ada")).contains("legacy");
        }
    }
}
