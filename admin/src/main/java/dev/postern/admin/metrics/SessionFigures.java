package dev.postern.admin.metrics;

import dev.postern.core.session.LiveSessions;
import dev.postern.core.session.ProtocolCounts;
import dev.postern.core.session.SessionCounts;
import dev.postern.core.session.TlsCounts;
import dev.postern.core.tls.TlsVersion;
import java.util.Map;

/** What sessions are and have been. */
final class SessionFigures {
    private SessionFigures() {}

    static void collect(LiveSessions live, Scrape scrape) {
        SessionCounts counts = live.counts();
        scrape.value(Metric.ACCEPTED, counts.accepted());
        scrape.tally(Metric.TURNED_AWAY, counts.turnedAway());
        inside(live.census(), counts, scrape);
        scrape.tally(Metric.SESSIONS_CLOSED, counts.closed());
        counts.protocols().forEach((protocol, of) -> ofProtocol(protocol, of, scrape));
        scrape.tally(Metric.UNREADABLE, counts.unreadable());
        scrape.tally(Metric.TOKENS_REFUSED, counts.tokensRefused());
        scrape.histogram(Metric.VERIFICATION_SECONDS, counts.verifications());
        scrape.tally(Metric.BACKEND_FAILED, counts.backendsFailed());
        scrape.value(Metric.FORGED, counts.forgeries());
        tls(counts.tls(), scrape);
    }

    /** A protocol that somebody has used stays in sight when nobody does. */
    private static void inside(Map<String, LiveSessions.Census> census, SessionCounts counts, Scrape scrape) {
        for (String protocol : counts.protocols().keySet()) {
            LiveSessions.Census of = census.getOrDefault(protocol, new LiveSessions.Census());
            scrape.value(Metric.SESSIONS, of.total() - of.loggedIn(), protocol, "prelude");
            scrape.value(Metric.SESSIONS, of.loggedIn(), protocol, "logged_in");
        }
    }

    private static void ofProtocol(String protocol, ProtocolCounts of, Scrape scrape) {
        scrape.value(Metric.LOGINS, of.logins(), protocol);
        scrape.value(Metric.RELAYED, of.bytesIn(), protocol, "in");
        scrape.value(Metric.RELAYED, of.bytesOut(), protocol, "out");
        scrape.histogram(Metric.SESSION_SECONDS, of.lengths(), protocol);
        scrape.histogram(Metric.LOGIN_SECONDS, of.wholeLogins(), protocol);
    }

    private static void tls(TlsCounts tls, Scrape scrape) {
        for (TlsVersion version : TlsVersion.values()) {
            scrape.value(Metric.HANDSHAKES, tls.full().all().getOrDefault(version, 0L), version.text(), "no");
            scrape.value(Metric.HANDSHAKES, tls.resumed().all().getOrDefault(version, 0L), version.text(), "yes");
        }
        scrape.tally(Metric.HANDSHAKES_FAILED, tls.failed());
        scrape.histogram(Metric.HANDSHAKE_SECONDS, tls.latencies());
    }
}
