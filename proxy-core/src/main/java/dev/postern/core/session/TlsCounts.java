package dev.postern.core.session;

import dev.postern.core.observe.Latencies;
import dev.postern.core.observe.Tally;
import dev.postern.core.tls.HandshakeFailure;
import dev.postern.core.tls.TlsVersion;

/** What has come of handshakes with clients. Shared by all threads; counting takes no lock. */
public final class TlsCounts {
    private final Tally<TlsVersion> full = new Tally<>(TlsVersion.class);
    private final Tally<TlsVersion> resumed = new Tally<>(TlsVersion.class);
    private final Tally<HandshakeFailure> failed = new Tally<>(HandshakeFailure.class);
    private final Latencies latencies = Latencies.ofSteps();

    void onAgreed(TlsVersion version, boolean again, long nanos) {
        (again ? resumed : full).count(version);
        latencies.record(nanos);
    }

    void onFailed(HandshakeFailure why) {
        failed.count(why);
    }

    /** With a certificate and a new key exchange. */
    public Tally<TlsVersion> full() {
        return full;
    }

    /** On the strength of an earlier handshake. */
    public Tally<TlsVersion> resumed() {
        return resumed;
    }

    public Tally<HandshakeFailure> failed() {
        return failed;
    }

    /** From the beginning to the end, of those that succeeded. */
    public Latencies.Picture latencies() {
        return latencies.picture();
    }
}
