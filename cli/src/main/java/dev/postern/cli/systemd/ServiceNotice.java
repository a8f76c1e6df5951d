package dev.postern.cli.systemd;

import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * What the service manager is told of our state, by the protocol of sd_notify(3). Without a manager that listens nothing
 * happens. Thread safe; waits for a second at most.
 */
public final class ServiceNotice {
    private static final int ATTEMPTS = 20;
    private static final long PAUSE_MILLIS = 50;

    private final Predicate<String> send;
    private final Optional<Duration> watchdog;
    private volatile String serving = "Serving";

    /**
     * @param send takes a message; false where it could not be sent now
     * @param watchdog within which time signs of life are expected, if they are
     */
    ServiceNotice(Predicate<String> send, Optional<Duration> watchdog) {
        this.send = send;
        this.watchdog = watchdog;
    }

    /** Of {@code NOTIFY_SOCKET}, {@code WATCHDOG_USEC} and {@code WATCHDOG_PID}. Where systemd waits in vain, the log says so. */
    public static ServiceNotice of(Map<String, String> environment) {
        String place = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (place.isEmpty()) {
            return new ServiceNotice(message -> true, Optional.empty());
        }
        Optional<UnixDatagrams> datagrams = UnixDatagrams.here();
        if (datagrams.isEmpty()) {
            untold("this takes Java 22 or newer: until then set Type=exec and WatchdogSec=0 in the unit");
            return new ServiceNotice(message -> true, Optional.empty());
        }
        return new ServiceNotice(message -> datagrams.get().send(place, message), watchdog(environment));
    }

    static Optional<Duration> watchdog(Map<String, String> environment) {
        String pid = environment.getOrDefault("WATCHDOG_PID", "");
        if (!pid.isEmpty() && !pid.equals(String.valueOf(ProcessHandle.current().pid()))) {
            return Optional.empty();
        }
        String micros = environment.getOrDefault("WATCHDOG_USEC", "");
        return micros.matches("[1-9][0-9]{0,15}")
                ? Optional.of(Duration.of(Long.parseLong(micros), ChronoUnit.MICROS))
                : Optional.empty();
    }

    Optional<Duration> watchdog() {
        return watchdog;
    }

    /** We serve, from the start or after a reload. */
    public void ready() {
        tell("READY=1\nSTATUS=" + serving);
    }

    /** Nobody more is let in, from now on until the end. */
    public void draining() {
        serving = "Draining: lets nobody in, and ends with the last session";
        tell("STATUS=" + serving);
    }

    /** A reload begins; {@link #ready} ends it, also where it changed nothing. */
    public void reloading() {
        // On Linux nanoTime is CLOCK_MONOTONIC.
        tell("RELOADING=1\nMONOTONIC_USEC=" + TimeUnit.NANOSECONDS.toMicros(System.nanoTime()));
    }

    public void stopping() {
        tell("STOPPING=1\nSTATUS=Saying goodbye to clients");
    }

    void alive() {
        tell("WATCHDOG=1");
    }

    private void tell(String message) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (send.test(message)) {
                return;
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        untold("its socket does not take " + message.lines().findFirst().orElse(""));
    }

    private static void untold(String why) {
        EventLog.event(LogEvent.SYSTEMD_NOT_TOLD).with(LogKey.DETAIL, why).write();
    }
}
