package dev.postern.config;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.type.ReadableFile;
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
    static final Setting<Path> KEY = Setting.required(
            "key",
            ReadableFile.SECRET,
            Path.of("/etc/letsencrypt/live/mail.example.org/privkey.pem"),
            "Its private key, PEM: PKCS#1, PKCS#8 or SEC1.");
    static final Setting<Path> PASSPHRASE_FILE = Setting.optional(
            "passphrase-file",
            ReadableFile.SECRET,
            Path.of("/etc/postern/key-passphrase"),
            "The file whose first line decrypts the key, where it is encrypted.");

    @Override
    public List<Entry> entries() {
        return List.of(CHAIN, KEY, PASSPHRASE_FILE);
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
                mapping.value(KEY),
                mapping.optional(PASSPHRASE_FILE).orElse(null));
    }

    private static List<CertificateProblem> problems(Mapping mapping, CertificateFiles files, TlsProvider provider) {
        return mapping.sound(CHAIN) && mapping.sound(KEY) ? Certificates.problems(files, provider) : List.of();
    }

    private static void tell(Mapping mapping, CertificateFiles files, List<CertificateProblem> problems) {
        for (CertificateProblem problem : problems) {
            Setting<Path> named = problem.file().equals(files.chain()) ? CHAIN : KEY;
            mapping.problem(named, problem.file() + ": " + problem.what(), problem.remedy());
        }
    }
}
