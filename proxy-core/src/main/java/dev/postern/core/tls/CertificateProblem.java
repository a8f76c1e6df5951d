package dev.postern.core.tls;

import java.nio.file.Path;

/**
 * One thing that is wrong with a certificate or key file, said to the administrator.
 *
 * @param file the file at fault
 * @param what what is wrong, without the file's name
 * @param remedy how to mend it, an imperative clause
 */
public record CertificateProblem(Path file, String what, String remedy) {
    /** One line: {@code FILE: what; remedy}. */
    public String text() {
        return file + ": " + what + "; " + remedy;
    }
}
