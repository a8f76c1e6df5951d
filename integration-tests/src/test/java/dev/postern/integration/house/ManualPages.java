package dev.postern.integration.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages that people read, and the blocks in them. */
public final class ManualPages {
    private static final Pattern BLOCK = Pattern.compile(
            "(?:^ *<!-- (?<mark>[^\\n]*) -->\\n)?^(?<indent> *)```(?<language>[a-z]*)\\n(?<text>.*?)^ *```$",
            Pattern.MULTILINE | Pattern.DOTALL);

    /**
     * One block of code.
     *
     * @param page its file's name
     * @param language behind the fence
     * @param mark what the comment above it says; empty where there is none
     * @param text without the indentation of its fence
     */
    public record Block(String page, String language, String mark, String text) {
        /** {@code page: first line}. */
        public String title() {
            return page + ": " + text.lines().findFirst().orElse("");
        }
    }

    private ManualPages() {}

    /** README.md, and all of docs but the decisions. */
    public static List<Path> pages() {
        Path root = SourceTree.root();
        try (Stream<Path> docs = Files.list(root.resolve("docs"))) {
            return Stream.concat(Stream.of(root.resolve("README.md")), docs)
                    .filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** In the order of the page. */
    public static List<Block> blocks(Path page) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(SourceTree.read(page));
        while (matcher.find()) {
            String mark = matcher.group("mark");
            String text = matcher.group("text").replaceAll("(?m)^" + matcher.group("indent"), "");
            blocks.add(new Block(SourceTree.nameOf(page), matcher.group("language"), mark == null ? "" : mark, text));
        }
        return blocks;
    }
}
