package dev.postern.config;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.type.ReadableFile;
import dev.postern.config.type.SecretPlace;
import dev.postern.config.type.SystemdCredential;
import dev.postern.core.tls.CertificateFiles;
import dev.postern.core.tls.CertificateProblem;
import dev.postern.core.tls.Certificates;
import dev.postern.core.tls.TlsProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One certificate with its key. */
final class CertificateSection implements Section<CertificateFiles> {
    static final Setting<Path> CHAIN = Setting.required(
            "chain",
            ReadableFile.PUBLIC,
            Path.of("/etc/letsencrypt/live/mail.example.org/fullchain.pem"),
            "The certificate and its intermediates, PEM.");
    static final Setting<Path> KEY = Setting.usual(
            "key",
            ReadableFile.SECRET,
            Path.of("/etc/letsencrypt/live/mail.example.org/privkey.pem"),
            "Its private key, PEM: PKCS#1, PKCS#8 or SEC1. This or key-credential is needed.");
    static final Setting<Path> KEY_CREDENTIAL = Setting.optional(
            "key-credential",
            new SystemdCredential(),
            Path.of("tls-key"),
            "Instead of key: the credential that systemd hands to the service (LoadCredential=), at its start only.");
    static final Setting<Path> PASSPHRASE_FILE = Setting.optional(
            "passphrase-file",
            ReadableFile.SECRET,
            Path.of("/etc/postern/key-passphrase"),
            "The file whose first line decrypts the key, where it is encrypted.");
    static final Setting<Path> PASSPHRASE_CREDENTIAL = Setting.optional(
            "passphrase-credential",
            new SystemdCredential(),
            Path.of("key-passphrase"),
            "Instead of passphrase-file: the credential that systemd hands to the service (LoadCredential=).");
    private static final SecretPlace KEY_PLACE = new SecretPlace(KEY, KEY_CREDENTIAL, "certificate's private key");
    private static final SecretPlace PASSPHRASE_PLACE =
            new SecretPlace(PASSPHRASE_FILE, PASSPHRASE_CREDENTIAL, "key's passphrase");

    @Override
    public List<Entry> entries() {
        return List.of(CHAIN, KEY, KEY_CREDENTIAL, PASSPHRASE_FILE, PASSPHRASE_CREDENTIAL);
    }

    @Override
    public Map<String, String> mistakes() {
        return Map.of("passphrase", "put it in a file of its own, mode 0600, and name that with passphrase-file");
    }

    @Override
    public CertificateFiles read(Mapping mapping) {
        CertificateFiles files = files(mapping);
        tell(mapping, files, problems(mapping, files, TlsProvider.JDK));
        return files;
    }

    /** What Java's own TLS can serve and this provider's cannot. */
    static void mustSuit(List<Mapping> certificates, TlsProvider provider) {
        for (Mapping mapping : certificates) {
            CertificateFiles files = files(mapping.unheard());
            List<CertificateProblem> problems = new ArrayList<>(problems(mapping, files, provider));
            problems.removeAll(problems(mapping, files, TlsProvider.JDK));
            tell(mapping, files, problems);
        }
    }

    private static CertificateFiles files(Mapping mapping) {
        return new CertificateFiles(
                mapping.value(CHAIN),
                KEY_PLACE.required(mapping).orElse(KEY.example()),
                PASSPHRASE_PLACE.optional(mapping).orElse(null));
    }

    private static List<CertificateProblem> problems(Mapping mapping, CertificateFiles files, TlsProvider provider) {
        return mapping.sound(CHAIN) && KEY_PLACE.sound(mapping) ? Certificates.problems(files, provider) : List.of();
    }

    private static void tell(Mapping mapping, CertificateFiles files, List<CertificateProblem> problems) {
        for (CertificateProblem problem : problems) {
            Setting<Path> named = problem.file().equals(files.chain()) ? CHAIN : KEY_PLACE.written(mapping);
            mapping.problem(named, problem.file() + ": " + problem.what(), problem.remedy());
        }
    }
}
