package dev.postern.core.session;

import dev.postern.core.observe.Latencies;
import java.util.concurrent.atomic.LongAdder;

/** What has happened to the sessions of one protocol. Shared by all threads; counting takes no lock and makes no object. */
public final class ProtocolCounts {
    private final LongAdder logins = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final Latencies wholeLogins = Latencies.ofSteps();
    private final Latencies lengths = Latencies.ofSessions();

    /** @param nanos from accept to the backend's yes */
    void onLogin(long nanos) {
        logins.increment();
        wholeLogins.record(nanos);
    }

    void onIn(int octets) {
        bytesIn.add(octets);
    }

    void onOut(int octets) {
        bytesOut.add(octets);
    }

    void onClosed(long nanos) {
        lengths.record(nanos);
    }

    public long logins() {
        return logins.sum();
    }

    /** Octets from clients to backends. */
    public long bytesIn() {
        return bytesIn.sum();
    }

    /** Octets from backends to clients. */
    public long bytesOut() {
        return bytesOut.sum();
    }

    /** From accept to the backend's yes, with all that clients take their time for. */
    public Latencies.Picture wholeLogins() {
        return wholeLogins.picture();
    }

    /** From accept to close, of sessions that had somebody at the other end. */
    public Latencies.Picture lengths() {
        return lengths.picture();
    }
}
