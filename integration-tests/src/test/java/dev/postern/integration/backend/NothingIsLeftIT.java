package dev.postern.integration.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.testing.TestAuthority;
import dev.postern.core.testing.TestCertificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A closed backend leaves neither processes nor files behind, whoever owns them. */
class NothingIsLeftIT {
    @Test
    void mail_and_a_queue_of_other_users_go_with_the_backend() throws Exception {
        PrivateDovecot dovecot = PrivateDovecot.start();
        PrivatePostfix postfix = PrivatePostfix.start(dovecot);
        try (LineClient smtp = LineClient.plain(postfix.submission())) {
            String login = "ada@example.org\0master\0" + PrivateDovecot.MASTER_PASSWORD;
            smtp.lineWith("220");
            smtp.ask("EHLO client.example.org", "250 ");
            smtp.ask(
                    "AUTH PLAIN " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.US_ASCII)),
                    "235");
            smtp.ask("MAIL FROM:<ada@example.org>", "250");
            smtp.ask("RCPT TO:<bob@example.org>", "250");
            smtp.ask("DATA", "354");
            smtp.ask("Subject: hello\r\n\r\nhello\r\n.", "250");
            postfix.awaitLog("status=sent");
            assertThat(Files.getOwner(dovecot.folder().resolve("mail/bob@example.org"))
                            .getName())
                    .isNotEqualTo("root");
            // Still connected when both are closed.
            postfix.close();
            dovecot.close();
        }
        assertThat(postfix.folder()).doesNotExist();
        assertThat(dovecot.folder()).doesNotExist();
        assertNobodyWorksIn(postfix.folder());
        assertNobodyWorksIn(dovecot.folder());
    }

    @Test
    void the_web_and_the_balancer_leave_nothing_either(@TempDir Path place) throws Exception {
        TestAuthority authority = TestCertificates.in(place).authority();
        PrivateNginx nginx = PrivateNginx.start(authority);
        PrivateHaproxy haproxy = PrivateHaproxy.start(nginx.http(), "send-proxy");
        haproxy.close();
        nginx.close();
        assertThat(haproxy.folder()).doesNotExist();
        assertThat(nginx.folder()).doesNotExist();
        assertNobodyWorksIn(haproxy.folder());
        assertNobodyWorksIn(nginx.folder());
    }

    @Test
    void what_cannot_begin_is_closed_and_told() {
        boolean[] closed = {false};
        assertThatThrownBy(() -> Daemon.begin(
                        () -> {
                            throw new IllegalStateException("no port");
                        },
                        () -> closed[0] = true))
                .hasMessage("no port");
        assertThat(closed[0]).isTrue();
    }

    private static void assertNobodyWorksIn(Path folder) {
        Waiting.until(
                "the end of all in " + folder,
                () -> ProcessHandle.allProcesses().noneMatch(process -> worksIn(process, folder)));
    }

    /** In a folder that is gone, the kernel's link has "(deleted)" behind its name. */
    private static boolean worksIn(ProcessHandle process, Path folder) {
        boolean named = process.info()
                .commandLine()
                .filter(command -> command.contains(folder.toString()))
                .isPresent();
        try {
            Path at = Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"));
            return named || at.toString().startsWith(folder.toString());
        } catch (java.io.IOException notOurs) {
            return named;
        }
    }
}
