package dev.postern.core.session;

import java.nio.ByteBuffer;

/** One direction of a transit: a side that does not take its bytes stops the other from being read. */
final class Flow {
    private final Connection from;
    private final Connection to;
    private boolean stopped;

    Flow(Connection from, Connection to) {
        this.from = from;
        this.to = to;
    }

    void pass(ByteBuffer bytes) {
        to.send(bytes);
        balance();
    }

    /** After everything that may have changed what waits. */
    void balance() {
        boolean stop = to.unsent() > 0;
        if (stop != stopped) {
            stopped = stop;
            if (stop) {
                from.pauseReading();
            } else {
                from.resumeReading();
            }
        }
    }
}
