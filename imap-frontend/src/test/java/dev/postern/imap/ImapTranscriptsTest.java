package dev.postern.imap;

import dev.postern.core.transcript.Transcripts;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every dialogue of the folder, whole, byte by byte and in chunks. */
class ImapTranscriptsTest {
    private static final Path FOLDER = Path.of("src/test/resources/transcripts");

    @TestFactory
    Stream<DynamicNode> theDialoguesGoAsWritten() {
        return Transcripts.dynamicTests(
                FOLDER,
                settings ->
                        new ImapProtocol(new ImapSettings(settings.limits(), ImapSettings.STANDARD.relayLineLength())));
    }
}
