package dev.postern.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Content as the strictest and the sloppiest reader see it: hazard 27. */
class MessageDataTest {
    private static final String END = "\r\n.\r\n";

    @Test
    void cleanContentPassesAsItIs() {
        String content = "Subject: x\r\n\r\n..\r\n...\r\n.x\r\n \r\n\u00e4\0\t\r\n";
        assertThat(passed(content + ".\r\n", List.of())).isEqualTo(content + ".\r\n");
        assertThat(passed(".\r\n", List.of())).isEqualTo(".\r\n");
    }

    @Test
    void whateverPassesEndsWhereTheStrictEndWasForTheSloppiestReader() {
        Random random = new Random(27);
        for (int run = 0; run < 20_000; run++) {
            String content = random(random, 1 + random.nextInt(12));
            if (("\r\n" + content + END).indexOf(END) < content.length() + 2) {
                continue;
            }
            String passed = passed(content + END + "XCLIENT", List.of());
            assertThat(passed).as(shown(content)).doesNotContainPattern("\r(?!\n)|(?<!\r)\n");
            assertThat(sloppy(passed)).as(shown(content)).isEqualTo(strict(content));
        }
    }

    @Test
    void theResultIsTheSameInEveryCut() {
        Random random = new Random(5321);
        for (int run = 0; run < 300; run++) {
            String content = random(random, 1 + random.nextInt(10)) + END;
            String whole = passed(content, List.of());
            for (int first = 1; first < content.length(); first++) {
                for (int second = first; second < content.length(); second++) {
                    assertThat(passed(content, List.of(first, second)))
                            .as(shown(content))
                            .isEqualTo(whole);
                }
            }
            List<Integer> everywhere = new ArrayList<>();
            for (int at = 1; at < content.length(); at++) {
                everywhere.add(at);
            }
            assertThat(passed(content, everywhere)).isEqualTo(whole);
        }
    }

    @Test
    void whatTheClientMeansSurvives() {
        assertThat(passed("a\nb\n.c\n" + END, List.of())).isEqualTo("a\r\nb\r\n..c\r\n" + END);
        assertThat(passed("a\rb\r\rc\r\r\n\r\r\nd" + END, List.of())).isEqualTo("a b c\r\n\r\nd" + END);
    }

    /** The lines of the content for a reader to whom only CRLF ends a line and a message; other ends made good. */
    private static List<String> strict(String content) {
        List<String> lines = new ArrayList<>();
        for (String line : (content + "\r\n").split("(?<=\r\n)", 0)) {
            String unstuffed = line.startsWith(".") ? line.substring(1) : line;
            String normal = unstuffed.replaceAll("\r+\n", "\n").replaceAll("\r+", " ");
            lines.addAll(List.of(normal.substring(0, normal.length() - 1).split("\n", -1)));
        }
        return lines;
    }

    /** The same for a reader like Postfix 3.1: any LF ends a line, CRs before it are nothing, a lone dot is the end. */
    private static List<String> sloppy(String passed) {
        List<String> lines = new ArrayList<>();
        for (String raw : passed.split("\n", -1)) {
            String line = raw.replaceAll("\r+$", "");
            if (line.equals(".")) {
                return lines;
            }
            lines.add(line.startsWith(".") ? line.substring(1) : line);
        }
        throw new AssertionError("no end in " + shown(passed));
    }

    private static String random(Random random, int length) {
        StringBuilder content = new StringBuilder();
        for (int i = 0; i < length; i++) {
            content.append("\r\n.a\r\n..".charAt(random.nextInt(8)));
        }
        return content.toString();
    }

    /** What passes up to the end of the message, with buffers cut at these places. */
    private static String passed(String octets, List<Integer> cuts) {
        MessageData data = new MessageData();
        RecordedSides sides = new RecordedSides();
        List<Integer> ends = new ArrayList<>(cuts);
        ends.add(octets.length());
        int from = 0;
        for (int end : ends) {
            ByteBuffer piece = ByteBuffer.wrap(octets.substring(from, end).getBytes(StandardCharsets.ISO_8859_1));
            from = end;
            Passage passage = new Passage(piece, sides);
            boolean over = data.takes(piece, passage);
            passage.flush();
            if (over) {
                return sides.backend.toString();
            }
        }
        throw new AssertionError("no end of " + shown(octets));
    }

    private static String shown(String octets) {
        return octets.replace("\r", "\\r").replace("\n", "\\n");
    }
}
