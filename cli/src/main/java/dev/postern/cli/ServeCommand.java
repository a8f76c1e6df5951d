package dev.postern.cli;

import dev.postern.cli.systemd.ServiceNotice;
import dev.postern.cli.systemd.SignsOfLife;
import dev.postern.config.Configuration;
import dev.postern.config.problem.ConfigurationRefused;
import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code postern serve}: runs the proxy until it is told to end. */
@Command(
        name = "serve",
        description = "Run the proxy in the foreground, until SIGTERM or Ctrl-C.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            "0:ended as asked",
            "1:could not start: a port is taken, for example",
            ExitCode.ASKED_WRONGLY,
            ExitCode.BAD_CONFIGURATION
        },
        footerHeading = ExitCode.EXAMPLES,
        footer = {"  postern serve --config /etc/postern/postern.yaml", "  postern serve --take-over --drain-timeout 8h"
        })
final class ServeCommand implements Callable<Integer> {
    /** How long clients may take to hear goodbye. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    @Mixin
    private final ConfigFileOption config;

    @Mixin
    private final TakeOver takeOver;

    /** For picocli, which fills them in. */
    ServeCommand() {
        this(new ConfigFileOption(), TakeOver.none());
    }

    ServeCommand(ConfigFileOption config, TakeOver takeOver) {
        this.config = config;
        this.takeOver = takeOver;
    }

    @Override
    public Integer call() throws ConfigurationRefused, CommandFailed, InterruptedException {
        EarlyEnd early = EarlyEnd.begin();
        try {
            return serve(early);
        } finally {
            early.over();
        }
    }

    private Integer serve(EarlyEnd early) throws ConfigurationRefused, CommandFailed, InterruptedException {
        CompletableFuture<Void> log =
                CompletableFuture.runAsync(() -> LogOutput.prepare(config.path()), ServeCommand::beside);
        Configuration configuration = config.file().read();
        log.join();
        LogOutput.change(configuration.log());
        EventLog.event(LogEvent.STARTED)
                .with(LogKey.FILE, config.path().toString())
                .with(LogKey.VERSION, BuildVersion.text())
                .write();
        warnOfFewDescriptors(configuration);
        ServiceNotice manager = ServiceNotice.of(System.getenv());
        ProxyAssembly proxy = ProxyAssembly.start(configuration, new ToldSource(config.file(), manager), takeOver);
        proxy.rehearse();
        SignsOfLife signs = SignsOfLife.start(manager, proxy::pulses);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            signs.close();
                            manager.stopping();
                            stop(proxy, ended);
                        },
                        "postern-shutdown"));
        early.over();
        CompletableFuture<Void> unused = CompletableFuture.allOf(
                proxy.draining().thenRun(manager::draining), proxy.drained().thenRun(ended::countDown));
        ended.await();
        return ExitCode.OK;
    }

    /** On the other processor, where there is one: the log and the configuration take the same time. */
    private static void beside(Runnable task) {
        Thread thread = new Thread(task, "postern-log-start");
        thread.setDaemon(true);
        thread.start();
    }

    private static void warnOfFewDescriptors(Configuration configuration) {
        Descriptors.of(configuration)
                .filter(descriptors -> !descriptors.enough())
                .ifPresent(few -> EventLog.event(LogEvent.DESCRIPTORS_FEW)
                        .with(LogKey.COUNT, few.granted())
                        .with(LogKey.DETAIL, few.remedy())
                        .write());
    }

    private static void stop(ProxyAssembly proxy, CountDownLatch ended) {
        EventLog.event(LogEvent.STOPPING)
                .with(LogKey.COUNT, proxy.live().count())
                .write();
        proxy.stop(FAREWELL);
        EventLog.event(LogEvent.STOPPED).write();
        LogOutput.stop();
        ended.countDown();
    }
}
