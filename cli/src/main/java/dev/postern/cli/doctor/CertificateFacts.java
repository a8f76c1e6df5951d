package dev.postern.cli.doctor;

import dev.postern.config.Configuration;
import dev.postern.core.tls.CertificateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** For which names we have certificates, and for how long. */
final class CertificateFacts {
    /** Most renew a month ahead: whoever has less than this left has a renewal that does not work. */
    private static final long FEW_DAYS = 14;

    private static final int DNS_NAME = 2;

    private CertificateFacts() {}

    static void tell(Configuration configuration, Instant now, Consumer<Fact> facts) {
        Set<String> all = new TreeSet<>();
        for (CertificateFiles files : configuration.certificates()) {
            facts.accept(fact(files, now, all));
        }
        Optional<String> host = configuration.hostName();
        if (host.isPresent() && !covered(host.get().toLowerCase(Locale.ROOT), all)) {
            facts.accept(Fact.warn(
                    "host-name",
                    "no certificate is for " + host.get(),
                    "clients that connect by this name will not trust us: add a certificate"));
        }
    }

    private static boolean covered(String host, Set<String> names) {
        return names.contains(host) || names.contains("*" + host.substring(Math.max(0, host.indexOf('.'))));
    }

    private static Fact fact(CertificateFiles files, Instant now, Set<String> all) {
        String subject = "certificate " + files.chain();
        try (InputStream in = Files.newInputStream(files.chain())) {
            X509Certificate own =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            Set<String> names = names(own);
            all.addAll(names);
            Instant end = own.getNotAfter().toInstant();
            long days = Duration.between(now, end).toDays();
            String text = String.join(", ", names) + "; until " + end + ", " + days + " days";
            if (now.isAfter(end) || now.isBefore(own.getNotBefore().toInstant())) {
                return Fact.fail(
                        subject, text + ": out of date", "renew it; the new files are in service within seconds");
            }
            return days < FEW_DAYS
                    ? Fact.warn(subject, text, "renew it, and see why that has not happened by itself")
                    : Fact.ok(subject, text);
        } catch (IOException | CertificateException unreadable) {
            return Fact.fail(subject, "cannot be read: " + unreadable.getMessage(), "look at the file");
        }
    }

    /** RFC 6125 §6.4.4: the names in the extension, not the subject's. */
    private static Set<String> names(X509Certificate certificate) throws CertificateException {
        Set<String> names = new TreeSet<>();
        if (certificate.getSubjectAlternativeNames() != null) {
            for (List<?> name : certificate.getSubjectAlternativeNames()) {
                if (Integer.valueOf(DNS_NAME).equals(name.get(0))) {
                    names.add(String.valueOf(name.get(1)).toLowerCase(Locale.ROOT));
                }
            }
        }
        return names;
    }
}
