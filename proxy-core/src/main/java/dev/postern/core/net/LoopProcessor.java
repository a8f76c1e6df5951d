package dev.postern.core.net;

import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import dev.postern.core.session.EventLoop;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.mina.core.session.SessionState;
import org.apache.mina.transport.socket.nio.NioProcessor;
import org.apache.mina.transport.socket.nio.NioSession;
import org.jspecify.annotations.Nullable;

/**
 * One I/O thread: MINA's selector loop with tasks and timers of ours.
 *
 * <p>MINA keeps the selector, the thread and the adding and removing of sessions. Readiness is handed to the sessions
 * inside {@link #select}, past MINA's read buffers and write queues, and MINA is told that nothing was ready.
 */
final class LoopProcessor extends NioProcessor implements EventLoop {
    private static final int TASKS_PER_TURN = 1024;

    /** Some three milliseconds of arithmetic: so long may others' bytes wait. */
    private static final int WORK_PER_TURN = 8;

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final LoopTimers timers = new LoopTimers();
    private final LoopBuffers buffers = new LoopBuffers();
    private final Consumer<SelectionKey> dispatch = LoopProcessor::dispatch;
    private final Consumer<Runnable> run = LoopProcessor::run;
    private final String name;
    private volatile @Nullable Thread thread;
    private int worked;

    LoopProcessor(Executor threads, String name) {
        super(threads);
        this.name = name;
    }

    /** Starts the thread. MINA does so only for a session, so it is asked to remove one that never lived. */
    void start(SocketService service) throws IOException {
        SocketChannel never = SocketChannel.open();
        SocketSession session = new SocketSession(service, this, never, connection -> {});
        never.close();
        remove(session);
    }

    String name() {
        return name;
    }

    LoopBuffers buffers() {
        return buffers;
    }

    SelectionKey key(NioSession session) {
        return ((SelectableChannel) session.getChannel()).keyFor(selector);
    }

    /** Watches a channel that is no session yet. */
    SelectionKey register(SelectableChannel channel, int operations, Selected whoHears) throws ClosedChannelException {
        return channel.register(selector, operations, whoHears);
    }

    @Override
    public boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        wakeup();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return timers.schedule(delay, task);
    }

    /** Whether this turn of the loop has time for a piece of arithmetic; each yes takes one piece from the turn. */
    boolean mayWork() {
        return worked++ < WORK_PER_TURN;
    }

    /** On the loop itself there is nobody to wake: what was queued is seen to before the next wait. */
    @Override
    protected void wakeup() {
        if (!inLoop()) {
            super.wakeup();
        }
    }

    @Override
    protected int select(long timeout) throws IOException {
        if (thread == null) {
            Thread.currentThread().setName(name);
            thread = Thread.currentThread();
        }
        worked = 0;
        long wait = tasks.isEmpty() && !isDisposing() ? timers.millisUntilNext(timeout) : 0;
        if (wait == 0) {
            selector.selectNow(dispatch);
        } else {
            selector.select(dispatch, wait);
        }
        timers.runDue(run);
        runTasks();
        // Whatever ended the wait was foreseen: MINA need not look for a broken selector.
        wakeupCalled.set(true);
        return 0;
    }

    private void runTasks() {
        Runnable task;
        for (int i = 0; i < TASKS_PER_TURN && (task = tasks.poll()) != null; i++) {
            run(task);
        }
    }

    private static void dispatch(SelectionKey key) {
        Selected selected = (Selected) key.attachment();
        try {
            selected.onReady(key.readyOps());
        } catch (Throwable bug) {
            report(bug);
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable bug) {
            report(bug);
        }
    }

    static void report(Throwable bug) {
        EventLog.event(LogEvent.INTERNAL_ERROR)
                .with(LogKey.DOING, "I/O event")
                .because(bug)
                .write();
    }

    /** MINA ends the thread where no session is left; ours lives as long as the network. */
    @Override
    protected int allSessionsCount() {
        return isDisposing() ? super.allSessionsCount() : Math.max(1, super.allSessionsCount());
    }

    /** MINA walks through all sessions each second to find idle ones; ours have timers, so only disposal needs them. */
    @Override
    protected Iterator<NioSession> allSessions() {
        List<NioSession> sessions = new ArrayList<>();
        if (isDisposing()) {
            for (SelectionKey key : selector.keys()) {
                if (key.attachment() instanceof NioSession session) {
                    sessions.add(session);
                } else {
                    closeQuietly(key.channel());
                }
            }
        }
        return sessions.iterator();
    }

    @Override
    protected SessionState getState(NioSession session) {
        Channel channel = session.getChannel();
        return channel.isOpen() ? super.getState(session) : SessionState.CLOSING;
    }

    static void closeQuietly(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is released all the same.
        }
    }
}
