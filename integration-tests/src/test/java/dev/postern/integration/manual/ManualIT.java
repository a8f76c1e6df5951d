package dev.postern.integration.manual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.integration.house.ManualPages;
import dev.postern.integration.house.ManualPages.Block;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Every block of the manual that is marked for it, as it stands, on a machine of its own: docs/install.md from top to bottom, and
 * the other pages' commands while Postern runs there.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
@Tag("once")
class ManualIT {
    private static final String MARK = "run: ManualIT";
    private static final String INSTALL = "docs/install.md";
    /** What systemd does on other machines. */
    private static final String START = """
            install -d -m 0750 -o postern -g postern /run/postern
            setsid runuser -u postern -- postern serve >/run/serve.log 2>&1 &
            for _ in $(seq 200); do
                ! postern status >/dev/null 2>&1 || exit 0
                sleep 0.2
            done
            cat /run/serve.log
            exit 1
            """;

    private static final String STOP = """
            kill "$(pgrep -u postern -f 'Postern serve')"
            for _ in $(seq 100); do
                pgrep -u postern -f 'Postern serve' >/dev/null || exit 0
                sleep 0.2
            done
            exit 1
            """;

    /** Sections that a whole file has, for blocks that show one of them. */
    private static final Map<String, String> USUAL = new LinkedHashMap<>();

    static {
        USUAL.put("listeners", "listeners: [{ name: imap, port: 8443, protocol: imap }]");
        USUAL.put(
                "certificates",
                "certificates: [{ chain: /etc/postern/tls/fullchain.pem, key: /etc/postern/tls/privkey.pem }]");
        USUAL.put(
                "issuers",
                "issuers: [{ issuer: 'https://idp.example.org', audience: mail, sessions: { logout-clients: [thunderbird] } }]");
        USUAL.put("backends", """
                backends:
                  - name: legacy
                    master: { user: postern, password-file: /etc/postern/master-password }
                    imap: { host: 127.0.0.1, tls: none }
                    smtp: { host: 127.0.0.1, tls: none }
                """);
    }

    private final Map<String, Block> blocks = new LinkedHashMap<>();
    private Machine machine;
    private Map<String, Machine.Outcome> outcomes;

    @BeforeAll
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void followTheManual() throws Exception {
        machine = Machine.prepare();
        boolean running = false;
        for (Block block : install()) {
            if (block.text().contains("systemctl enable --now postern")) {
                machine.step("start", START);
                running = true;
            } else if (block.text().contains("systemctl disable --now postern")) {
                assertThat(running).isTrue();
                others();
                machine.step("stop", STOP);
            } else if (block.mark().equals(MARK)) {
                step(block);
            }
        }
        machine.step("passwords still work", """
                curl --silent --show-error --user 'ada@example.org:a password' --url 'imap://127.0.0.1:143/INBOX;MAILINDEX=1'
                """);
        machine.step("no master any more", """
                ! curl --silent --user 'ada@example.org*postern:x' --url imap://127.0.0.1:143/INBOX
                ! nc -z 127.0.0.1 10587 2>/dev/null
                """);
        outcomes = machine.run();
    }

    @AfterAll
    void close() throws IOException {
        if (machine != null) {
            machine.close();
        }
    }

    private static List<Block> install() {
        return ManualPages.blocks(page(INSTALL));
    }

    private static Path page(String name) {
        return ManualPages.pages().stream()
                .filter(page -> page.endsWith(name))
                .findFirst()
                .orElseThrow();
    }

    private void others() throws IOException {
        machine.step("files that the pages name", """
                umask 027
                echo '# none yet' >/etc/postern/mailboxes
                for name in legacy-password new-password keycloak-secret; do echo secret >/etc/postern/$name; done
                chgrp postern /etc/postern/*
                """);
        for (Path page : ManualPages.pages()) {
            if (!page.endsWith(INSTALL)) {
                for (Block block : ManualPages.blocks(page)) {
                    if (block.mark().equals(MARK)) {
                        step(block);
                    }
                }
            }
        }
    }

    private void step(Block block) throws IOException {
        String name = blocks.size() + " " + block.title();
        blocks.put(name, block);
        machine.step(
                name,
                switch (block.language()) {
                    case "sh" -> block.text();
                    case "yaml" -> yaml(block.text());
                    case "dovecot" -> dovecot(block.text());
                    case "postfix" -> postfix(block.text());
                    case "haproxy" -> haproxy(block.text());
                    default -> throw new AssertionError(block.title() + ": how is " + block.language() + " run?");
                });
    }

    private static String file(String name, String text) {
        return "cat >" + name + " <<'END OF BLOCK'\n" + text + "\nEND OF BLOCK\n";
    }

    /** With what it lacks to be a whole file. */
    private static String yaml(String text) {
        List<String> all = new ArrayList<>(List.of(text));
        USUAL.forEach((section, usual) -> {
            if (!Pattern.compile("(?m)^" + section + ":").matcher(text).find()) {
                all.add(usual);
            }
        });
        String whole = String.join("\n", all)
                .replace("/etc/letsencrypt/live/mail.example.org/", "/etc/postern/tls/")
                .replace("https://idp.example.org", "https://idp.example.com");
        return file("/run/block.yaml", whole) + "postern config check --file /run/block.yaml\n";
    }

    private static String dovecot(String text) {
        return file("/run/block.conf", "protocols = imap\nmail_location = maildir:~\n" + text)
                + "doveconf -n -c /run/block.conf >/dev/null 2>/run/complaints\ncat /run/complaints\n! [ -s /run/complaints ]\n";
    }

    private static String postfix(String text) {
        return "rm -rf /run/block && cp -r /etc/postfix /run/block && cd /run/block\n"
                + "sed -i '/^# begin of Postern$/,$d' master.cf\n"
                + file("block", text)
                + "cat block >>master.cf\n"
                + "postconf -c /run/block -M 10587/inet >/run/entry 2>/run/complaints\n"
                + "grep -q 127.0.0.1:10587 master.cf\n"
                + "postconf -c /run/block -P 2>>/run/complaints | grep -q smtpd_authorized_xclient_hosts\n"
                + "cat /run/complaints\n! grep -v 10587/inet /run/complaints\n";
    }

    private static String haproxy(String text) {
        return file(
                        "/run/block.cfg",
                        "defaults\n    timeout connect 5s\n    timeout client 40m\n    timeout server 40m\n" + text)
                + "haproxy -c -f /run/block.cfg\n";
    }

    @Test
    void everyBlockWorks() {
        assertThat(blocks).hasSizeGreaterThan(25);
        List<String> bad = new ArrayList<>();
        outcomes.forEach((name, outcome) -> {
            if (outcome.exit() != 0) {
                bad.add(name + " ended with " + outcome.exit() + ":\n" + outcome.text());
            }
        });
        assertThat(bad).isEmpty();
    }

    private String said(String part) {
        return outcomes.entrySet().stream()
                .filter(step -> blocks.containsKey(step.getKey())
                        && blocks.get(step.getKey()).page().equals(INSTALL)
                        && blocks.get(step.getKey()).text().contains(part))
                .map(step -> step.getValue().text())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theReaderOfTheInstallationHasMailInTheEnd() {
        assertThat(said("postern doctor")).doesNotContain("\nfail").contains("believes us about the client's address");
        assertThat(said("postern token explain")).contains("accepted");
        assertThat(said("MAILINDEX=1")).contains("Subject: through the side gate", "Hello.");
    }

    @Test
    void nobodyWasThrownOutByAnyOfIt() throws IOException {
        // A restart would say so.
        assertThat(machine.log("dovecot.log")).containsOnlyOnce("starting up").contains("SIGHUP received");
        assertThat(machine.log("mail.log"))
                .containsOnlyOnce("starting the Postfix mail system")
                .contains("reload --");
        // And each login was seen from where it came.
        assertThat(machine.log("dovecot.log")).contains("rip=192.0.2.1");
    }
}
