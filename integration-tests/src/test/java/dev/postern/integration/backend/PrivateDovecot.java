package dev.postern.integration.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Dovecot of the tests' own, with a master user, trusted loopback and mailboxes for ada and bob. */
public final class PrivateDovecot implements AutoCloseable {
    public static final String MASTER = "master";
    public static final String MASTER_PASSWORD = "only-the-master-knows";
    public static final List<String> MAILBOXES = List.of("ada@example.org", "bob@example.org");

    private static final String PROGRAM = "/usr/sbin/dovecot";
    private static final int UID = 5000;

    private final OwnFolder folder = OwnFolder.named("dovecot");
    private final int imap = Daemon.freePort();
    private final int imapProxied = Daemon.freePort();
    private final int lmtp = Daemon.freePort();
    private final int sasl = Daemon.freePort();

    private PrivateDovecot(int connectionsOfUserAndAddress) throws IOException {
        StringBuilder users = new StringBuilder();
        Path mail = Files.createDirectory(folder.resolve("mail"));
        own(mail);
        for (String mailbox : MAILBOXES) {
            users.append(mailbox)
                    .append(":{PLAIN}unused:")
                    .append(UID)
                    .append(':')
                    .append(UID);
            users.append("::").append(mail.resolve(mailbox)).append("::\n");
        }
        Files.writeString(folder.resolve("users"), users);
        Files.writeString(folder.resolve("masters"), MASTER + ":{PLAIN}" + MASTER_PASSWORD + "\n");
        Files.createDirectory(folder.resolve("state"));
        Map<String, Object> values = Map.of(
                "FOLDER",
                folder.path(),
                "UID",
                UID,
                "LIMIT",
                connectionsOfUserAndAddress,
                "IMAP",
                imap,
                "IMAP_PROXIED",
                imapProxied,
                "LMTP",
                lmtp,
                "SASL",
                sasl);
        Daemon.render("dovecot.conf", configuration(), values);
    }

    /** Starts one, or skips the test. */
    public static PrivateDovecot start() {
        return start(50);
    }

    /** Starts one that allows a user so many connections from one address, or skips the test. */
    public static PrivateDovecot start(int connectionsOfUserAndAddress) {
        Daemon.require(PROGRAM);
        try {
            PrivateDovecot dovecot = new PrivateDovecot(connectionsOfUserAndAddress);
            Daemon.begin(dovecot::begin, dovecot::close);
            return dovecot;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Starts again after {@link #stop}, on the same ports with the same mail. */
    public void begin() {
        Daemon.run(folder.resolve("start.log"), PROGRAM, "-c", configuration().toString());
        Daemon.awaitPort(imap);
        Daemon.awaitPort(sasl);
    }

    public void stop() {
        Daemon.stop(folder.resolve("run/master.pid"));
    }

    public int imap() {
        return imap;
    }

    /** Wants a PROXY header first. */
    public int imapProxied() {
        return imapProxied;
    }

    int lmtp() {
        return lmtp;
    }

    int sasl() {
        return sasl;
    }

    /** Waits until its log says this. */
    public void awaitLog(String text) {
        folder.awaitText("dovecot.log", text);
    }

    public String log() {
        return folder.text("dovecot.log");
    }

    Path folder() {
        return folder.path();
    }

    @Override
    public void close() {
        stop();
        folder.close();
    }

    private Path configuration() {
        return folder.resolve("dovecot.conf");
    }

    private static void own(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", UID);
        Files.setAttribute(path, "unix:gid", UID);
    }
}
