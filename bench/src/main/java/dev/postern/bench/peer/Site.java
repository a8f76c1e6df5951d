package dev.postern.bench.peer;

import dev.postern.bench.load.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * What all proxies share: keys, tokens, the backend behind them, and how large they are to be.
 *
 * @param folder where files go; each proxy has a folder in it
 * @param keys the server's
 * @param issuer whose tokens are good
 * @param tokens of its users
 * @param backend the backend's ports
 * @param connections how many clients a proxy must take at once
 */
public record Site(
        Path folder, ServerKeys keys, Issuer issuer, List<String> tokens, BackendPorts backend, int connections) {
    public static final String MASTER = "master";
    public static final String MASTER_PASSWORD = "master-secret";

    /** What clients log in with where passwords are taken instead of tokens. */
    static final String CLIENT_PASSWORD = "client-secret";

    private static final String PASSWORD_FILE = "master-password";

    public Site {
        tokens = List.copyOf(tokens);
    }

    /**
     * Where the backend listens.
     *
     * @param imap IMAP
     * @param smtp SMTP
     */
    public record BackendPorts(int imap, int smtp) {}

    /** Writes the master password into a file of this folder, which proxies and the backend read. */
    public static Path writePassword(Path folder) throws IOException {
        return ServerKeys.secret(folder.resolve(PASSWORD_FILE), MASTER_PASSWORD + "\n");
    }

    Path passwordFile() {
        return folder.resolve(PASSWORD_FILE);
    }

    Credentials bearer() {
        return Credentials.bearer(tokens);
    }

    Credentials master() {
        return Credentials.plain(tokens.size(), "*" + MASTER, MASTER_PASSWORD);
    }

    Credentials clients() {
        return Credentials.plain(tokens.size(), "", CLIENT_PASSWORD);
    }

    /** An empty folder for a proxy; others may pass through it, since some proxies drop their rights. */
    Path folderFor(String name) throws IOException {
        Path made = Files.createTempDirectory(folder, name + "-");
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
        return made;
    }
}
