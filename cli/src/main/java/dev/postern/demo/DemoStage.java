package dev.postern.demo;

import dev.postern.demo.backend.StandInBackend;
import dev.postern.demo.issuer.DemoIssuer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** All that is around Postern in the demo: issuer, backend, files. Postern itself is started from {@link #configuration}. */
public final class DemoStage implements AutoCloseable {
    private static final Duration EXPIRED = Duration.ofHours(-1);

    private final CloseStack open;
    private final Path configuration;
    private final DemoPage page;

    private DemoStage(CloseStack open, Path configuration, DemoPage page) {
        this.open = open;
        this.configuration = configuration;
        this.page = page;
    }

    /**
     * Starts it all.
     *
     * @throws DemoProblem where the settings cannot be had
     */
    public static DemoStage open(DemoSettings settings) throws IOException, DemoProblem {
        CloseStack open = new CloseStack();
        try {
            return furnish(settings, open);
        } catch (IOException | DemoProblem | RuntimeException failed) {
            open.close();
            throw failed;
        }
    }

    private static DemoStage furnish(DemoSettings settings, CloseStack open) throws IOException, DemoProblem {
        int imapPort = LoopbackPort.free(settings.imapPort(), "--imap-port");
        int smtpPort = LoopbackPort.free(settings.smtpPort(), "--smtp-port");
        int issuerPort = LoopbackPort.free(settings.issuerPort(), "--issuer-port");
        Clock clock = Clock.systemUTC();
        DemoFolder folder = DemoFolder.open(settings.folder());
        open.push(folder::close);
        DemoIssuer issuer = DemoIssuer.start(issuerPort, addresses(), clock);
        open.push(issuer::close);
        StandInBackend backend = StandInBackend.start(addresses());
        open.push(backend::close);

        writeCertificates(folder, clock);
        writeTokens(folder, issuer);
        fillMailboxes(backend, folder, new DemoLetters(clock));
        folder.write(
                DemoConfiguration.MASTER_PASSWORD, backend.master().password().reveal());
        DemoConfiguration configuration = new DemoConfiguration(
                folder.toString(),
                imapPort,
                smtpPort,
                issuer.url(),
                DemoIssuer.AUDIENCE,
                backend.master().name(),
                backend.imapPort(),
                backend.smtpPort());
        return new DemoStage(
                open,
                folder.write("postern.yaml", configuration.text()),
                new DemoPage(folder.toString(), imapPort, smtpPort, issuer.tokenEndpoint()));
    }

    private static Set<String> addresses() {
        return Arrays.stream(DemoPerson.values()).map(DemoPerson::address).collect(Collectors.toUnmodifiableSet());
    }

    private static void writeCertificates(DemoFolder folder, Clock clock) throws IOException {
        DemoCertificates certificates = DemoCertificates.make(clock);
        folder.write(DemoPage.AUTHORITY, certificates.authority());
        folder.write(DemoConfiguration.CHAIN, certificates.chain());
        folder.write(DemoConfiguration.KEY, certificates.key());
    }

    private static void writeTokens(DemoFolder folder, DemoIssuer issuer) throws IOException {
        for (DemoPerson person : DemoPerson.values()) {
            folder.write(person.tokenFile(), issuer.token(person.address(), person.algorithm(), DemoIssuer.LIFETIME));
        }
        DemoPerson ada = DemoPerson.ADA;
        folder.write(DemoPage.EXPIRED_TOKEN, issuer.token(ada.address(), ada.algorithm(), EXPIRED));
    }

    private static void fillMailboxes(StandInBackend backend, DemoFolder folder, DemoLetters letters)
            throws IOException {
        for (DemoPerson person : DemoPerson.values()) {
            letters.inboxOf(person).forEach(letter -> backend.deliver(person.address(), letter));
        }
        folder.write(DemoPage.LETTER, letters.toSend());
    }

    /** The file that Postern is to be started with. */
    public Path configuration() {
        return configuration;
    }

    /** What to show once Postern listens. */
    public String page() {
        return page.text();
    }

    /** Stops issuer and backend and takes the files away. */
    @Override
    public void close() {
        open.close();
    }
}
