package dev.postern.core.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Certificates or keys cannot be put in service, with every reason that was found. */
public final class UnusableCertificate extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<CertificateProblem> problems;

    UnusableCertificate(List<CertificateProblem> problems) {
        super(problems.stream().map(CertificateProblem::text).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    UnusableCertificate(Path file, String what, String remedy) {
        this(List.of(new CertificateProblem(file, what, remedy)));
    }

    /** At least one. */
    public List<CertificateProblem> problems() {
        return problems;
    }
}
