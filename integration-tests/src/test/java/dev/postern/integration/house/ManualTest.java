package dev.postern.integration.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages promise of themselves: every command is run or says why not, and every link leads somewhere. */
class ManualTest {
    /** What people type, and what a program of ours or of others reads. */
    private static final Set<String> RUN = Set.of("sh", "yaml", "dovecot", "postfix", "nginx", "apache", "haproxy");

    /** To be looked at. */
    private static final Set<String> SEEN = Set.of("text", "json", "ini", "php", "muttrc");

    private static final Pattern MARK = Pattern.compile("run: (\\w+)|not run: .{10,}");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|mailto:|#)([^)#\\s]+)(?:#[^)]*)?\\)");

    @Test
    void everyBlockThatCanBeRunIsRunOrSaysWhyNot() throws IOException {
        List<String> bad = new ArrayList<>();
        Set<String> tests = tests();
        for (Path page : ManualPages.pages()) {
            for (ManualPages.Block block : ManualPages.blocks(page)) {
                Matcher mark = MARK.matcher(block.mark());
                if (RUN.contains(block.language())) {
                    if (!mark.matches()) {
                        bad.add(block.title() + ": has no comment \"run: TEST\" or \"not run: REASON\"");
                    } else if (mark.group(1) != null && !tests.contains(mark.group(1))) {
                        bad.add(block.title() + ": there is no test " + mark.group(1));
                    }
                } else if (!SEEN.contains(block.language())) {
                    bad.add(block.title() + ": says nothing of its language");
                }
            }
        }
        assertThat(bad).isEmpty();
    }

    /** A block without a fence would escape. */
    @Test
    void noBlockIsMadeByIndentation() {
        List<String> bad = new ArrayList<>();
        for (Path page : ManualPages.pages()) {
            String text = SourceTree.read(page).replaceAll("(?ms)^ *```.*?^ *```$", "");
            Matcher indented = Pattern.compile("(?m)^\\n {4,}\\S.*$").matcher(text);
            while (indented.find()) {
                bad.add(SourceTree.nameOf(page) + ":" + indented.group().strip());
            }
        }
        assertThat(bad).isEmpty();
    }

    @Test
    void everyLinkLeadsToAFile() {
        List<String> dead = new ArrayList<>();
        for (Path page : ManualPages.pages()) {
            Matcher link = LINK.matcher(SourceTree.read(page));
            while (link.find()) {
                if (!Files.exists(page.resolveSibling(link.group(1)).normalize())) {
                    dead.add(SourceTree.nameOf(page) + ": " + link.group(1));
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    private static Set<String> tests() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SourceTree.root().resolve("integration-tests/src/test/java"))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("IT.java") || name.endsWith("Test.java"))
                    .forEach(name -> names.add(name.replace(".java", "")));
        }
        return names;
    }
}
