package dev.postern.integration.transcript;

import dev.postern.core.session.MailProtocol;
import dev.postern.core.testing.TestCertificates;
import dev.postern.core.transcript.Transcript;
import dev.postern.core.transcript.TranscriptSettings;
import dev.postern.core.transcript.Transcripts;
import dev.postern.imap.ImapProtocol;
import dev.postern.imap.ImapSettings;
import dev.postern.smtp.SmtpProtocol;
import dev.postern.smtp.SmtpSettings;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every dialogue that the bare state machines play, over real sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssembledTranscriptsIT {
    private static final Path IMAP = Path.of("../imap-frontend/src/test/resources/transcripts");
    private static final Path SMTP = Path.of("../smtp-frontend/src/test/resources/transcripts");

    @SuppressWarnings("NullAway.Init")
    private TestCertificates certificates;

    @BeforeAll
    void make(@TempDir Path folder) {
        certificates = TestCertificates.in(folder);
    }

    @TestFactory
    Stream<DynamicTest> imap_goes_as_written() {
        return tests(
                IMAP,
                settings ->
                        new ImapProtocol(new ImapSettings(settings.limits(), ImapSettings.STANDARD.relayLineLength())));
    }

    @TestFactory
    Stream<DynamicTest> smtp_goes_as_written() {
        return tests(SMTP, settings -> new SmtpProtocol(new SmtpSettings("mail.example.org", settings.limits())));
    }

    private Stream<DynamicTest> tests(Path folder, Function<TranscriptSettings, MailProtocol> protocol) {
        return Transcripts.in(folder).stream()
                .flatMap(file -> Stream.of(test(folder, file, protocol, false), test(folder, file, protocol, true)));
    }

    private DynamicTest test(
            Path folder, Path file, Function<TranscriptSettings, MailProtocol> protocol, boolean byteByByte) {
        String name = folder.relativize(file) + (byteByByte ? ", byte by byte" : "");
        return DynamicTest.dynamicTest(name, () -> {
            Transcript transcript = Transcript.read(file);
            try (AssembledRun run =
                    new AssembledRun(transcript, protocol.apply(transcript.settings()), certificates, byteByByte)) {
                run.play();
            }
        });
    }
}
