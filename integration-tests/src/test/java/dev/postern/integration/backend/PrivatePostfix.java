package dev.postern.integration.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** A Postfix of the tests' own: logins and deliveries by a {@link PrivateDovecot}, each sender bound to its mailbox. */
public final class PrivatePostfix implements AutoCloseable {
    private static final String PROGRAM = "/usr/sbin/postfix";

    private final OwnFolder folder = OwnFolder.named("postfix");
    private final int submission = Daemon.freePort();
    private final int submissionXclient = Daemon.freePort();
    private final int submissionProxied = Daemon.freePort();

    private PrivatePostfix(PrivateDovecot dovecot) throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.createDirectory(folder.resolve("queue"));
        Files.setOwner(
                data, data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix"));
        String each = PrivateDovecot.MAILBOXES.stream()
                .map(mailbox -> mailbox + " " + mailbox + "\n")
                .collect(Collectors.joining());
        Files.writeString(folder.resolve("mailboxes"), each);
        Files.writeString(folder.resolve("senders"), each);
        Map<String, Object> values = Map.of(
                "FOLDER",
                folder.path(),
                "LMTP",
                dovecot.lmtp(),
                "SASL",
                dovecot.sasl(),
                "SUBMISSION",
                submission,
                "SUBMISSION_XCLIENT",
                submissionXclient,
                "SUBMISSION_PROXIED",
                submissionProxied);
        Daemon.render("main.cf", folder.resolve("etc/main.cf"), values);
        Daemon.render("master.cf", folder.resolve("etc/master.cf"), values);
    }

    /** Starts one, or skips the test. */
    public static PrivatePostfix start(PrivateDovecot dovecot) {
        Daemon.require(PROGRAM);
        try {
            PrivatePostfix postfix = new PrivatePostfix(dovecot);
            Daemon.begin(postfix::begin, postfix::close);
            return postfix;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Starts again after {@link #stop}, on the same ports. */
    public void begin() {
        Daemon.run(
                folder.resolve("start.log"),
                PROGRAM,
                "-c",
                folder.resolve("etc").toString(),
                "start");
        Daemon.awaitPort(submission);
    }

    public void stop() {
        Daemon.stop(folder.resolve("queue/pid/master.pid"));
    }

    public int submission() {
        return submission;
    }

    /** Lets loopback use XCLIENT. */
    public int submissionXclient() {
        return submissionXclient;
    }

    /** Wants a PROXY header first. */
    public int submissionProxied() {
        return submissionProxied;
    }

    /** Waits until its log says this. */
    public void awaitLog(String text) {
        folder.awaitText("mail.log", text);
    }

    public String log() {
        return folder.text("mail.log");
    }

    Path folder() {
        return folder.path();
    }

    @Override
    public void close() {
        stop();
        folder.close();
    }
}
