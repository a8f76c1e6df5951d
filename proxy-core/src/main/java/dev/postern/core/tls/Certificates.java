package dev.postern.core.tls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The certificates in service, replaced while serving when their files change. Shared by all threads: readers see one
 * whole choice or the next.
 */
public final class Certificates {
    private final TlsProvider provider;
    private List<WatchedFiles> watched; // guarded by this
    private volatile CertificateChoice choice;
    private volatile CertificateChoice before;

    private Certificates(TlsProvider provider, List<WatchedFiles> watched) {
        this.provider = provider;
        this.watched = watched;
        this.choice = choose(watched);
        this.before = choice;
    }

    /** For the JDK's TLS. */
    public static Certificates load(List<CertificateFiles> files) throws UnusableCertificate {
        return load(files, TlsProvider.JDK);
    }

    /**
     * Reads all files; the first certificate is the default.
     *
     * @param provider whose TLS serves them; what it cannot serve is refused, now and when files change
     * @throws UnusableCertificate with every problem of every file
     */
    public static Certificates load(List<CertificateFiles> files, TlsProvider provider) throws UnusableCertificate {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("at least one certificate");
        }
        List<WatchedFiles> watched = new ArrayList<>();
        List<CertificateProblem> problems = new ArrayList<>();
        for (CertificateFiles pair : files) {
            try {
                watched.add(new WatchedFiles(pair, provider));
            } catch (UnusableCertificate e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new UnusableCertificate(problems);
        }
        return new Certificates(provider, watched);
    }

    /** What keeps this pair from being served by the JDK's TLS; empty where it is good. Looks only, and logs nothing. */
    public static List<CertificateProblem> problems(CertificateFiles files) {
        return problems(files, TlsProvider.JDK);
    }

    /** What keeps this pair from being served; empty where it is good. Looks only, and logs nothing. */
    public static List<CertificateProblem> problems(CertificateFiles files, TlsProvider provider) {
        try {
            ServedCertificate.read(files, provider);
            return List.of();
        } catch (UnusableCertificate unusable) {
            return unusable.problems();
        }
    }

    /** Certificates that are in service and out of date. */
    public synchronized List<CertificateProblem> warnings(Instant now) {
        return watched.stream()
                .map(files -> files.served().warning(now))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Until when those in service are good, in the order of the configuration. */
    public synchronized List<CertificateExpiry> expiries() {
        return watched.stream()
                .map(files -> new CertificateExpiry(
                        files.served().file(), files.served().notAfter()))
                .toList();
    }

    /**
     * Looks at the files once. A changed pair goes into service for new handshakes; a pair that is wrong at two looks
     * in a row is logged once, and the old one stays.
     */
    public synchronized void refresh() {
        boolean changed = false;
        for (WatchedFiles files : watched) {
            changed |= files.refresh();
        }
        if (changed) {
            before = choice;
            choice = choose(watched);
        }
    }

    /** Serves what the others would, from the next handshake on; the others are not used any more. */
    public void become(Certificates others) {
        List<WatchedFiles> theirs = others.watched();
        synchronized (this) {
            watched = theirs;
            before = choice;
            choice = choose(theirs);
        }
    }

    private synchronized List<WatchedFiles> watched() {
        return watched;
    }

    TlsProvider provider() {
        return provider;
    }

    Optional<ServedCertificate> choose(String serverName, String keyType) {
        return choice.choose(serverName, keyType);
    }

    /** True where every key signs fast: none is RSA. */
    boolean quick() {
        return choice.quick();
    }

    /** A handshake may have chosen its alias just before the files were replaced. */
    Optional<ServedCertificate> byAlias(String alias) {
        return choice.byAlias(alias).or(() -> before.byAlias(alias));
    }

    private static CertificateChoice choose(List<WatchedFiles> watched) {
        return new CertificateChoice(watched.stream().map(WatchedFiles::served).toList());
    }
}
