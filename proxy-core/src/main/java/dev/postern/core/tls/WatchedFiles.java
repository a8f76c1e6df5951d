package dev.postern.core.tls;

import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;

/** The files of one certificate: what they held when last judged, and the certificate that is in service. */
final class WatchedFiles {
    private final CertificateFiles files;
    private final TlsProvider provider;
    private String judged;
    private String doubted = "";
    private ServedCertificate served;

    /** Reads the files for the first time. */
    WatchedFiles(CertificateFiles files, TlsProvider provider) throws UnusableCertificate {
        this.files = files;
        this.provider = provider;
        this.judged = content();
        this.served = ServedCertificate.read(files, provider);
        loaded();
    }

    ServedCertificate served() {
        return served;
    }

    /** Looks again; true where a new certificate is in service. */
    boolean refresh() {
        String content = content();
        if (content.equals(judged)) {
            return false;
        }
        try {
            served = ServedCertificate.read(files, provider);
            judged = content;
            loaded();
            return true;
        } catch (UnusableCertificate e) {
            reject(content, e);
            return false;
        }
    }

    /** Chain and key are replaced one after the other, so only what is still wrong at the second look is told. */
    private void reject(String content, UnusableCertificate why) {
        if (content.equals(doubted)) {
            judged = content;
            for (CertificateProblem problem : why.problems()) {
                EventLog.event(LogEvent.CERTIFICATE_REJECTED)
                        .with(LogKey.FILE, problem.file().toString())
                        .with(LogKey.DETAIL, problem.what() + "; " + problem.remedy())
                        .write();
            }
        }
        doubted = content;
    }

    private void loaded() {
        EventLog.event(LogEvent.CERTIFICATE_LOADED)
                .with(LogKey.FILE, files.chain().toString())
                .with(LogKey.NAMES, String.join(",", served.names()))
                .with(LogKey.NOT_AFTER, served.notAfter().toString())
                .write();
        served.warning(Instant.now())
                .ifPresent(problem -> EventLog.event(LogEvent.CERTIFICATE_OUT_OF_DATE)
                        .with(LogKey.FILE, problem.file().toString())
                        .with(LogKey.DETAIL, problem.what() + "; " + problem.remedy())
                        .write());
    }

    /** Stands for the bytes of all files, or for why they cannot be read: times of files can be too coarse or lie. */
    private String content() {
        MessageDigest digest = Sha256.digest();
        Stream.of(files.chain(), files.key(), files.passphraseFile())
                .filter(Objects::nonNull)
                .map(WatchedFiles::content)
                .forEach(digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] content(Path file) {
        try {
            return Sha256.digest().digest(PemFile.content(file));
        } catch (UnusableCertificate e) {
            return e.problems().get(0).what().getBytes(StandardCharsets.UTF_8);
        }
    }
}
