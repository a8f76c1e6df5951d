package dev.postern.core.transcript;

import dev.postern.core.session.MailProtocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** The door of the transcripts: a folder of dialogues becomes tests. */
public final class Transcripts {
    private Transcripts() {}

    /** Every {@code *.transcript} below the folder, in order of their names; at least one. */
    public static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".transcript"))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException("no transcripts in " + folder);
            }
            return found;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * One container for each file, with one test for each way in which its octets and answers can arrive: whole, byte
     * by byte and in chunks, answered at once and later.
     */
    public static Stream<DynamicNode> dynamicTests(Path folder, Function<TranscriptSettings, MailProtocol> protocol) {
        return in(folder).stream().map(file -> tests(folder, file, protocol));
    }

    private static DynamicNode tests(Path folder, Path file, Function<TranscriptSettings, MailProtocol> protocol) {
        String name = folder.relativize(file).toString();
        Transcript transcript;
        try {
            transcript = Transcript.read(file);
        } catch (IOException | MalformedTranscript unreadable) {
            return DynamicTest.dynamicTest(name, file.toUri(), () -> {
                throw unreadable;
            });
        }
        Stream<DynamicTest> runs = Delivery.all().stream()
                .map(delivery -> DynamicTest.dynamicTest(delivery.name(), file.toUri(), () -> {
                    new BareRun(transcript, protocol.apply(transcript.settings()), delivery).play();
                }));
        return DynamicContainer.dynamicContainer(name + " " + transcript.title(), file.toUri(), runs);
    }
}
