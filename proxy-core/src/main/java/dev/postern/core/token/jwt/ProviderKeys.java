package dev.postern.core.token.jwt;

import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import dev.postern.core.token.KeyState;
import dev.postern.core.token.provider.ProviderTrouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One issuer's keys: fetched at start and ahead of need, again at a limited rate when a token calls for it, by one fetch
 * for all who wait; kept for a bounded time while the provider is down. Shared by all threads, never blocks.
 */
public final class ProviderKeys implements AutoCloseable {
    private static final int MOST_WAITERS = 10_000;
    private static final long LOG_INTERVAL = Duration.ofMinutes(1).toNanos();
    private static final int SLOWEST_RETRY = 12;

    private final String issuer;
    private final KeySettings settings;
    private final KeySource source;
    private final ScheduledExecutorService background;
    private final LongSupplier nanoTime;

    private volatile @Nullable KeySet latest;
    private volatile long generation;
    private volatile String trouble = "";

    // Guarded by this.
    private List<KeyWaiter> waiters = new ArrayList<>();
    private @Nullable ScheduledFuture<?> nextFetch;
    private long nextDue;
    private boolean fetching;
    private boolean begunOnce;
    private long lastBegun;
    private int failures;
    private long lastLogged;
    private boolean closed;

    public ProviderKeys(
            String issuer,
            KeySettings settings,
            KeySource source,
            ScheduledExecutorService background,
            LongSupplier nanoTime) {
        this.issuer = issuer;
        this.settings = settings;
        this.source = source;
        this.background = background;
        this.nanoTime = nanoTime;
    }

    /** Begins with what another one has fetched from the same place: as old as it is there. */
    public synchronized void startWith(ProviderKeys other) {
        latest = other.latest;
        start();
    }

    /** Fetches the keys, and from now on again and again. */
    public synchronized void start() {
        fetchAt(now());
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (nextFetch != null) {
            nextFetch.cancel(false);
        }
    }

    /** Counts up whenever the keys change: what was decided with other keys is void. */
    public long generation() {
        return generation;
    }

    /** For whoever looks from outside. */
    public KeyState state() {
        KeySet keys = latest;
        return keys == null
                ? new KeyState(issuer, 0, Optional.empty(), false, trouble)
                : new KeyState(
                        issuer,
                        keys.size(),
                        Optional.of(Duration.ofNanos(now() - keys.asOf())),
                        current() != null,
                        trouble);
    }

    /** Why the latest fetch failed; empty where it did not. */
    String trouble() {
        return trouble;
    }

    /** The keys that may be used now: null before the first fetch, and where they are too old. */
    @Nullable
    KeySet current() {
        KeySet keys = latest;
        return keys == null || now() - keys.asOf() > settings.staleFor().toNanos() ? null : keys;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /** Waits for newer keys; false where too many wait already. */
    boolean await(KeyWaiter waiter) {
        synchronized (this) {
            boolean knownToBeDown = failures > 0 && !fetching && now() < earliestFetch();
            if (!knownToBeDown) {
                return enqueue(waiter);
            }
        }
        waiter.giveUp();
        return true;
    }

    private boolean enqueue(KeyWaiter waiter) {
        if (waiters.size() >= MOST_WAITERS) {
            return false;
        }
        waiters.add(waiter);
        if (!fetching) {
            fetchAt(earliestFetch());
        }
        return true;
    }

    private long earliestFetch() {
        return begunOnce ? lastBegun + settings.refetchInterval().toNanos() : now();
    }

    /** Makes sure that a fetch begins then or sooner. Called with the lock held. */
    private void fetchAt(long due) {
        if (closed || (nextFetch != null && nextDue - due <= 0)) {
            return;
        }
        if (nextFetch != null) {
            nextFetch.cancel(false);
        }
        nextDue = due;
        nextFetch = background.schedule(this::fetch, Math.max(0, due - now()), TimeUnit.NANOSECONDS);
    }

    private void fetch() {
        long begun;
        synchronized (this) {
            nextFetch = null;
            if (closed || fetching) {
                return;
            }
            begun = now();
            fetching = true;
            begunOnce = true;
            lastBegun = begun;
        }
        CompletableFuture<KeySet> unused = source.fetch()
                .thenApply(json -> KeySet.of(json, begun))
                .whenComplete((keys, failure) -> {
                    if (failure == null) {
                        onFetched(keys);
                    } else {
                        onFailed(ProviderTrouble.reason(failure));
                    }
                });
    }

    private void onFetched(KeySet keys) {
        List<KeyWaiter> asking;
        boolean news;
        trouble = "";
        synchronized (this) {
            KeySet before = latest;
            news = before == null || failures > 0 || !before.isSameAs(keys);
            if (before == null || !before.isSameAs(keys)) {
                generation++;
            }
            latest = keys;
            failures = 0;
            asking = afterFetch(settings.refreshEvery().toNanos());
        }
        if (news) {
            line(LogEvent.KEYS_FETCHED).with(LogKey.COUNT, keys.size()).write();
        }
        tell(asking, waiter -> {
            if (!waiter.isSettledBy(keys) && !again(waiter)) {
                waiter.giveUp();
            }
        });
    }

    private EventLog line(LogEvent event) {
        return EventLog.event(event, source.rehearsal()).with(LogKey.ISSUER, issuer);
    }

    /** Our bug with one of them must not hurt the others. */
    private static void tell(List<KeyWaiter> waiters, Consumer<KeyWaiter> news) {
        for (KeyWaiter waiter : waiters) {
            try {
                news.accept(waiter);
            } catch (RuntimeException ours) {
                EventLog.event(LogEvent.INTERNAL_ERROR).because(ours).write();
            }
        }
    }

    private synchronized boolean again(KeyWaiter waiter) {
        return enqueue(waiter);
    }

    private void onFailed(String reason) {
        trouble = reason;
        source.forget();
        List<KeyWaiter> asking;
        boolean log;
        synchronized (this) {
            // Whoever closes it takes the threads away, too, that it fetches with: no trouble of the provider's.
            log = !closed && (failures == 0 || now() - lastLogged > LOG_INTERVAL);
            lastLogged = log ? now() : lastLogged;
            failures++;
            long pause = settings.refetchInterval().toNanos() * Math.min(failures, SLOWEST_RETRY);
            asking = afterFetch(pause);
        }
        if (log) {
            line(LogEvent.KEYS_UNAVAILABLE).with(LogKey.REASON, reason).write();
        }
        tell(asking, KeyWaiter::giveUp);
    }

    /** Called with the lock held. */
    private List<KeyWaiter> afterFetch(long pause) {
        fetching = false;
        fetchAt(now() + pause);
        List<KeyWaiter> asking = waiters;
        waiters = new ArrayList<>();
        return asking;
    }
}
