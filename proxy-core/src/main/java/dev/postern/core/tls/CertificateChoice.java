package dev.postern.core.tls;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses a certificate by name and kind of key. Immutable; its size depends on the configuration alone, whatever
 * names clients ask for.
 */
final class CertificateChoice {
    private final Map<String, List<ServedCertificate>> byName = new HashMap<>();
    private final Map<String, ServedCertificate> byAlias = new HashMap<>();
    private final List<ServedCertificate> defaults;
    private final boolean quick;

    /** The first one is the default, together with those that serve one of its names with another kind of key. */
    CertificateChoice(List<ServedCertificate> certificates) {
        for (ServedCertificate certificate : certificates) {
            byAlias.putIfAbsent(certificate.alias(), certificate);
            for (String name : certificate.names()) {
                byName.computeIfAbsent(name, n -> new ArrayList<>()).add(certificate);
            }
        }
        ServedCertificate first = certificates.get(0);
        defaults = certificates.stream()
                .filter(other -> other.equals(first) || !Collections.disjoint(other.names(), first.names()))
                .toList();
        quick = certificates.stream().noneMatch(one -> one.keyType().startsWith("RSA"));
    }

    boolean quick() {
        return quick;
    }

    /**
     * The certificate for a client that can verify signatures of this kind of key, as {@link ServedCertificate#is}
     * knows it.
     *
     * @param serverName by SNI; empty where there was none
     * @return empty where the name is served with other kinds of key only
     */
    Optional<ServedCertificate> choose(String serverName, String keyType) {
        return candidates(CertificateNames.canonical(serverName)).stream()
                .filter(candidate -> candidate.is(keyType))
                .findFirst();
    }

    Optional<ServedCertificate> byAlias(String alias) {
        return Optional.ofNullable(byAlias.get(alias));
    }

    /** Names that are known, wildcards included. */
    int size() {
        return byName.size();
    }

    private List<ServedCertificate> candidates(String serverName) {
        List<ServedCertificate> candidates = new ArrayList<>(byName.getOrDefault(serverName, List.of()));
        // RFC 6125 §6.4.3: the wildcard is the whole left-most label and stands for one label.
        int dot = serverName.indexOf('.');
        if (dot > 0) {
            candidates.addAll(byName.getOrDefault("*" + serverName.substring(dot), List.of()));
        }
        return candidates.isEmpty() ? defaults : candidates;
    }
}
