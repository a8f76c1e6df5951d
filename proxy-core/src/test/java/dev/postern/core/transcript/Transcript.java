package dev.postern.core.transcript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One dialogue as it stands in a file, read top to bottom.
 *
 * @param file where it stands
 * @param title its first comment
 * @param settings what it sets
 * @param steps what is said and done
 */
public record Transcript(Path file, String title, TranscriptSettings settings, List<Step> steps) {
    private static final Pattern PAIR = Pattern.compile("\\s*([a-z-]+)=(?:\"([^\"]*)\"|(\\S*))");

    public Transcript {
        steps = List.copyOf(steps);
    }

    /** Reads a file; octets that are no ASCII are taken as they are. */
    public static Transcript read(Path file) throws IOException, MalformedTranscript {
        return parse(file, Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    static Transcript parse(Path file, String content) throws MalformedTranscript {
        String title = "";
        Map<String, String> pairs = new TreeMap<>();
        List<Step> steps = new ArrayList<>();
        int number = 0;
        for (String line : content.split("\n", -1)) {
            number++;
            try {
                if (line.startsWith("#")) {
                    title = title.isEmpty() ? utf8(line.substring(1).strip()) : title;
                } else if (line.startsWith("@")) {
                    readPairs(line.substring(1), pairs);
                } else if (!line.isBlank()) {
                    steps.add(step(number, line));
                }
            } catch (IllegalArgumentException wrong) {
                throw new MalformedTranscript(file + ":" + number + ": " + wrong.getMessage());
            }
        }
        if (steps.isEmpty()) {
            throw new MalformedTranscript(file + ":" + number + ": nobody says anything");
        }
        return new Transcript(file, title, settings(file, pairs), steps);
    }

    private static TranscriptSettings settings(Path file, Map<String, String> pairs) throws MalformedTranscript {
        try {
            return TranscriptSettings.of(pairs);
        } catch (IllegalArgumentException wrong) {
            throw new MalformedTranscript(file + ": in its @ lines: " + wrong.getMessage());
        }
    }

    private static void readPairs(String text, Map<String, String> pairs) {
        Matcher matcher = PAIR.matcher(text.stripTrailing());
        while (matcher.lookingAt()) {
            String quoted = matcher.group(2);
            pairs.put(matcher.group(1), quoted == null ? matcher.group(3) : quoted);
            matcher.region(matcher.end(), matcher.regionEnd());
        }
        if (!matcher.hitEnd() || matcher.regionStart() != matcher.regionEnd()) {
            throw new IllegalArgumentException("settings are key=value pairs: " + text);
        }
    }

    private static Step step(int number, String line) {
        for (Step.Kind kind : Step.Kind.values()) {
            if (line.startsWith(kind.mark())) {
                String rest = line.substring(kind.mark().length());
                if (!rest.isEmpty() && kind != Step.Kind.LOG_SAYS && rest.charAt(0) != ' ') {
                    throw new IllegalArgumentException("no space behind " + kind.mark());
                }
                boolean bare = rest.isEmpty() || kind == Step.Kind.LOG_SAYS;
                TranscriptText text = TranscriptText.parse(bare ? rest.strip() : rest.substring(1));
                if (kind.sends() && text.matchesOnly()) {
                    throw new IllegalArgumentException("nobody can send this: " + text);
                }
                return new Step(number, kind, text);
            }
        }
        throw new IllegalArgumentException("no mark at the beginning of: " + line);
    }

    private static String utf8(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
