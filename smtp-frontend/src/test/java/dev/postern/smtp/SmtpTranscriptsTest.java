package dev.postern.smtp;

import dev.postern.core.transcript.Transcripts;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every dialogue of the folder, whole, byte by byte and in chunks. */
class SmtpTranscriptsTest {
    private static final Path FOLDER = Path.of("src/test/resources/transcripts");

    @TestFactory
    Stream<DynamicNode> theDialoguesGoAsWritten() {
        return Transcripts.dynamicTests(
                FOLDER, settings -> new SmtpProtocol(new SmtpSettings("mail.example.org", settings.limits())));
    }
}
