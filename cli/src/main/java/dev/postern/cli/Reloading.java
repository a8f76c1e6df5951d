package dev.postern.cli;

import dev.postern.admin.control.ReloadOutcome;
import dev.postern.config.Configuration;
import dev.postern.config.problem.ConfigurationRefused;
import dev.postern.config.type.SystemdCredential;
import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import dev.postern.core.session.LiveSessions;
import dev.postern.core.tls.Certificates;
import dev.postern.core.tls.UnusableCertificate;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Brings the settings in force anew. All that can fail comes first and is undone; then one reference changes, which each
 * connection reads once. One order after the other, on a thread of its own, since disks and key files take their time.
 */
final class Reloading implements AutoCloseable {
    private static final long LAST_ORDER_SECONDS = 10;

    private final ConfigurationSource source;
    private final GenerationAssembly assembly;
    private final Certificates certificates;
    private final TokenAssembly tokens;
    private final OpenPorts ports;
    private final LiveSessions live;
    private final InForce inForce;
    private final Configuration started;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread reloading = new Thread(task, "postern-reload");
        reloading.setDaemon(true);
        return reloading;
    });

    Reloading(ConfigurationSource source, Running running, InForce inForce) {
        this.source = source;
        this.assembly = running.assembly();
        this.certificates = running.certificates();
        this.tokens = running.tokens();
        this.ports = running.ports();
        this.live = running.live();
        this.inForce = inForce;
        this.started = inForce.get().configuration();
    }

    /** What outlives generations. */
    record Running(
            GenerationAssembly assembly,
            Certificates certificates,
            TokenAssembly tokens,
            OpenPorts ports,
            LiveSessions live) {}

    /** Answers once, on the thread of reloads; at once where there is none any more. */
    void order(Consumer<ReloadOutcome> answer) {
        try {
            thread.execute(() -> {
                source.reloadBegins();
                ReloadOutcome outcome = guarded();
                source.reloadIsOver();
                answer.accept(outcome);
            });
        } catch (RejectedExecutionException ending) {
            answer.accept(new ReloadOutcome.Failed("Postern is ending; start it again"));
        }
    }

    private ReloadOutcome guarded() {
        try {
            return reload();
        } catch (ConfigurationRefused refused) {
            return new ReloadOutcome.Refused(refused.problems().stream()
                    .map(problem -> new ReloadOutcome.Trouble(
                            problem.file(), problem.line(), problem.path(), problem.what(), problem.mend()))
                    .toList());
        } catch (CommandFailed | UnusableCertificate failed) {
            return new ReloadOutcome.Failed(String.valueOf(failed.getMessage()));
        } catch (RuntimeException bug) {
            EventLog.event(LogEvent.INTERNAL_ERROR)
                    .with(LogKey.DOING, "reloading settings")
                    .because(bug)
                    .write();
            return new ReloadOutcome.Failed("internal error; Postern's log has more");
        }
    }

    private ReloadOutcome reload() throws ConfigurationRefused, CommandFailed, UnusableCertificate {
        Generation before = inForce.get();
        Configuration written = source.read();
        Certificates shown = Certificates.load(written.certificates(), started.tls());
        Generation next = assembly.next(written, before);
        try {
            ports.bind(next);
        } catch (CommandFailed | RuntimeException failed) {
            next.abandon();
            throw failed;
        }
        // From here on, nothing fails. Connections that waited at a port that goes are still served as before.
        ports.closeAllBut(next);
        certificates.become(shown);
        tokens.become(next.verifier(), written.deadlines());
        inForce.become(next);
        int ended = live.enforce(new ConfiguredRights(written));
        next.begin();
        before.retire();
        LogOutput.change(written.log());
        return new ReloadOutcome.Done(
                Changes.between(before.configuration(), written),
                Changes.needingRestart(started, written),
                ended,
                System.getenv(SystemdCredential.DIRECTORY) != null);
    }

    /** Waits for an order that is being carried out. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_ORDER_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
