package dev.postern.bench.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The fake backend in a process of its own, so that its CPU is nobody else's; it ends when its standard input does. */
public final class BackendProcess {
    private BackendProcess() {}

    /** Takes the file with the password, and prints the ports: IMAP, SMTP. */
    public static void main(String[] arguments) throws IOException {
        String password = Files.readString(Path.of(arguments[0])).strip();
        try (FakeBackend backend = FakeBackend.start(password, Manners.GOOD)) {
            System.out.println(backend.imapPort() + " " + backend.smtpPort());
            while (System.in.read() >= 0) {
                // Whoever started us holds the other end.
            }
        }
    }
}
