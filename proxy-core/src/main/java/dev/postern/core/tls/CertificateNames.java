package dev.postern.core.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/** Which host names a certificate is for. */
final class CertificateNames {
    private static final int DNS_NAME = 2;

    private CertificateNames() {}

    /** Lower case, sorted; a wildcard as {@code *.example.org}. */
    static Set<String> of(X509Certificate certificate) {
        Set<String> names = new TreeSet<>();
        Collection<List<?>> alternatives = alternatives(certificate);
        for (List<?> alternative : alternatives) {
            if (alternative.get(0).equals(DNS_NAME)) {
                names.add(canonical((String) alternative.get(1)));
            }
        }
        if (alternatives.isEmpty()) {
            // RFC 6125 §6.4.4: the common name is looked at only where there is no alternative name.
            X500Name subject =
                    X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
            for (RDN part : subject.getRDNs(BCStyle.CN)) {
                names.add(canonical(IETFUtils.valueToString(part.getFirst().getValue())));
            }
        }
        return names;
    }

    static String canonical(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static Collection<List<?>> alternatives(X509Certificate certificate) {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            return alternatives == null ? List.of() : alternatives;
        } catch (CertificateParsingException e) {
            // A certificate whose names cannot be read serves as the default only.
            return List.of();
        }
    }
}
