package dev.postern.config.type;

import dev.postern.config.problem.Problems;
import dev.postern.config.schema.BadValue;
import dev.postern.config.schema.Surroundings;
import dev.postern.config.schema.ValueType;
import dev.postern.core.tls.BackendTrust.PinnedCertificate;

/** The SHA-256 of a certificate. */
public record Fingerprint() implements ValueType<PinnedCertificate> {
    @Override
    public String description() {
        return "64 hex digits, as openssl x509 -noout -fingerprint -sha256 prints them";
    }

    @Override
    public PinnedCertificate parse(String text, Surroundings around) throws BadValue {
        try {
            return new PinnedCertificate(text);
        } catch (IllegalArgumentException notOne) {
            throw new BadValue("is " + Problems.quote(text) + ", no fingerprint", "write " + description());
        }
    }

    @Override
    public String print(PinnedCertificate pinned) {
        return pinned.sha256();
    }
}
