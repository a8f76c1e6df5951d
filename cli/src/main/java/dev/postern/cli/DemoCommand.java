package dev.postern.cli;

import dev.postern.config.Configuration;
import dev.postern.config.ConfigurationFile;
import dev.postern.config.problem.ConfigurationRefused;
import dev.postern.demo.DemoProblem;
import dev.postern.demo.DemoSettings;
import dev.postern.demo.DemoStage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postern demo}: the whole flow in one process, to try and to learn from. */
@Command(
        name = "demo",
        description = "Run Postern between an OpenID issuer and a mail server that are part of the demo; on loopback.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {"0:ended as asked", "1:could not start: a port is taken, for example", ExitCode.ASKED_WRONGLY},
        footerHeading = ExitCode.EXAMPLES,
        footer = {"  postern demo", "  postern demo --imap-port 9443 --smtp-port 9465"})
final class DemoCommand implements Callable<Integer> {
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    @Option(
            names = "--imap-port",
            paramLabel = "PORT",
            defaultValue = "8443",
            description = "Where Postern listens for IMAP; 0: any free port. Default: ${DEFAULT-VALUE}.")
    private int imapPort;

    @Option(
            names = "--smtp-port",
            paramLabel = "PORT",
            defaultValue = "8465",
            description = "Where Postern listens for SMTP; 0: any free port. Default: ${DEFAULT-VALUE}.")
    private int smtpPort;

    @Option(
            names = "--issuer-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Where the issuer listens; 0: any free port. Default: ${DEFAULT-VALUE}.")
    private int issuerPort;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where certificates, tokens and configuration go. Default: a new temporary folder.")
    private @Nullable Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed, ConfigurationRefused, InterruptedException {
        DemoSettings settings = new DemoSettings(imapPort, smtpPort, issuerPort, Optional.ofNullable(folder));
        DemoStage stage = stage(settings);
        ProxyAssembly proxy;
        try {
            ConfigurationFile file = ConfigurationFile.at(stage.configuration(), System.getenv());
            Configuration configuration = file.read();
            LogOutput.start(configuration.log());
            proxy = ProxyAssembly.start(configuration, file::read, TakeOver.none());
        } catch (ConfigurationRefused | CommandFailed | RuntimeException failed) {
            stage.close();
            throw failed;
        }
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(proxy, stage, ended), "postern-shutdown"));
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        out.print(stage.page());
        out.println();
        out.flush();
        ended.await();
        return ExitCode.OK;
    }

    private static DemoStage stage(DemoSettings settings) throws CommandFailed {
        try {
            return DemoStage.open(settings);
        } catch (DemoProblem problem) {
            throw new CommandFailed(String.valueOf(problem.getMessage()));
        } catch (IOException unable) {
            throw new CommandFailed("the demo cannot start: " + unable.getMessage());
        }
    }

    private static void stop(ProxyAssembly proxy, DemoStage stage, CountDownLatch ended) {
        proxy.stop(FAREWELL);
        stage.close();
        LogOutput.stop();
        ended.countDown();
    }
}
