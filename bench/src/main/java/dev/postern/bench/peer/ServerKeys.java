package dev.postern.bench.peer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A key for P-256 and a certificate by itself, PEM, made by the JDK's keytool.
 *
 * @param chain the certificate
 * @param key the private key, PKCS#8
 * @param combined both, as haproxy wants them
 */
public record ServerKeys(Path chain, Path key, Path combined) {
    private static final String ALIAS = "server";
    private static final String PASSWORD = "only-until-it-is-read";

    /** Makes them in an existing folder. */
    public static ServerKeys in(Path folder) throws IOException, InterruptedException {
        Path store = folder.resolve("server.p12");
        keytool(store);
        try (InputStream stored = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(stored, PASSWORD.toCharArray());
            Key key = keys.getKey(ALIAS, PASSWORD.toCharArray());
            String chain = Pem.of("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
            String secret = Pem.of("PRIVATE KEY", key.getEncoded());
            return new ServerKeys(
                    Files.writeString(folder.resolve("server.pem"), chain),
                    secret(folder.resolve("server.key"), secret),
                    secret(folder.resolve("server-and-key.pem"), chain + secret));
        } catch (GeneralSecurityException unreadable) {
            throw new IOException("keytool's key store cannot be read", unreadable);
        }
    }

    private static void keytool(Path store) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-sigalg",
                        "SHA256withECDSA",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool: " + said.strip());
        }
    }

    /** Nobody else reads it from the first moment on. */
    static Path secret(Path file, String content) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, content);
    }

    /** RFC 7468 §3. */
    static final class Pem {
        private Pem() {}

        static String of(String label, byte[] encoded) {
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
            return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
        }
    }
}
