package dev.postern.core.session;

import java.time.Duration;

/** Notices that nothing has happened for a while, to within a quarter of that while, without asking a clock each time. */
final class IdleWatch {
    private static final int TICKS = 4;

    private final LoopTimer timer;
    private final Runnable onIdle;
    private Duration tick = Duration.ZERO;
    private boolean active;
    private int idleTicks;

    IdleWatch(EventLoop loop, Runnable onIdle) {
        this.timer = new LoopTimer(loop);
        this.onIdle = onIdle;
    }

    /** Watches from now on, for this while. */
    void start(Duration limit) {
        tick = limit.dividedBy(TICKS);
        idleTicks = 0;
        active = false;
        timer.set(tick, this::onTick);
    }

    void active() {
        active = true;
    }

    void stop() {
        timer.cancel();
    }

    private void onTick() {
        idleTicks = active ? 0 : idleTicks + 1;
        active = false;
        if (idleTicks >= TICKS) {
            onIdle.run();
        } else {
            timer.set(tick, this::onTick);
        }
    }
}
