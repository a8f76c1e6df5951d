package dev.postern.admin.metrics;

import dev.postern.admin.control.ProxyStatus;
import dev.postern.core.tls.CertificateExpiry;
import dev.postern.core.token.KeyState;

/** What the house is like in which sessions live: ports, certificates, backends, keys, I/O threads. */
final class HouseFigures {
    private HouseFigures() {}

    static void collect(Vitals vitals, LoopPulse pulse, Scrape scrape) {
        ProxyStatus status = vitals.proxy().status();
        scrape.value(
                Metric.BUILD,
                1,
                status.version(),
                String.valueOf(Runtime.version().feature()));
        scrape.flag(Metric.DRAINING, status.draining());
        scrape.value(Metric.CONNECTIONS, vitals.connections().getAsInt());
        scrape.value(Metric.AWAITING_HEADER, vitals.proxy().live().awaitingHeader());
        scrape.value(Metric.CONNECTION_LIMIT, vitals.connectionLimit().getAsInt());
        scrape.value(Metric.HANDSHAKES_WAITING, vitals.waitingHandshakes().getAsInt());
        for (CertificateExpiry certificate : vitals.certificates().get()) {
            scrape.value(
                    Metric.CERTIFICATE_EXPIRY,
                    certificate.notAfter().getEpochSecond(),
                    certificate.file().toString());
        }
        for (ProxyStatus.Backend backend : status.backends()) {
            scrape.flag(Metric.BACKEND_UP, backend.up().orElse(true), backend.name(), backend.protocol());
            scrape.histogram(Metric.BACKEND_SECONDS, backend.logins(), backend.name(), backend.protocol());
        }
        status.keys().forEach(keys -> ofIssuer(keys, scrape));
        scrape.histogram(Metric.LOOP_SECONDS, pulse.delays());
        scrape.value(Metric.LOOPS_SILENT, pulse.silent().size());
    }

    private static void ofIssuer(KeyState keys, Scrape scrape) {
        scrape.value(Metric.KEYS, keys.count(), keys.issuer());
        keys.age().ifPresent(age -> scrape.value(Metric.KEY_AGE, age.toMillis() / 1e3, keys.issuer()));
        scrape.flag(Metric.KEYS_USABLE, keys.usable(), keys.issuer());
        scrape.flag(Metric.KEYS_FAILING, !keys.trouble().isEmpty(), keys.issuer());
    }
}
