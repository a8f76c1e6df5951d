package dev.postern.bench.peer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A configuration file of {@code bench/peers}, with <code>${name}</code> where a value goes. */
public final class Template {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z-]+)}");

    private Template() {}

    /** Writes it into a folder, under its own name, and returns the file. */
    public static Path write(String name, Path folder, Map<String, ?> values) throws IOException {
        String text = PLACE.matcher(read(name)).replaceAll(place -> {
            Object value = values.get(place.group(1));
            if (value == null) {
                throw new IllegalArgumentException(name + " wants " + place.group());
            }
            return Matcher.quoteReplacement(value.toString());
        });
        return Files.writeString(folder.resolve(name), text);
    }

    private static String read(String name) throws IOException {
        try (InputStream template = Template.class.getResourceAsStream("/peers/" + name)) {
            if (template == null) {
                throw new IOException("no template " + name);
            }
            return new String(template.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
