package dev.postern.integration.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the code says about standards, and {@code docs/standards.md} about the code. */
class StandardsTest {
    private static final Pattern RFC =
            Pattern.compile("RFC (\\d+)(?!\\d*\")(?:[\\s*]+((?:§|Appendix)\\s?[\\dA-Z.]+))?");
    private static final Pattern ROW =
            Pattern.compile("^\\| RFC (\\d+) \\|[^|]+\\| (yes|partly|no) \\|[^|]+\\|$", Pattern.MULTILINE);

    @Test
    void everyRfcInTheCodeNamesItsSection() {
        List<String> bare = new ArrayList<>();
        for (Path file : SourceTree.mainFiles()) {
            if (file.endsWith("package-info.java")) {
                continue; // A package may say in whole which standards it is about.
            }
            Matcher matcher = RFC.matcher(SourceTree.read(file));
            while (matcher.find()) {
                if (matcher.group(2) == null) {
                    bare.add(SourceTree.nameOf(file) + ": " + matcher.group());
                }
            }
        }
        assertThat(bare).isEmpty();
    }

    @Test
    void everyRfcInTheCodeIsInTheListOfStandards() {
        Set<String> listed = new TreeSet<>();
        Matcher row = ROW.matcher(SourceTree.read(SourceTree.root().resolve("docs/standards.md")));
        while (row.find()) {
            listed.add(row.group(1));
        }
        Set<String> cited = new TreeSet<>();
        for (Path file : SourceTree.mainFiles()) {
            Matcher matcher = RFC.matcher(SourceTree.read(file));
            while (matcher.find()) {
                cited.add(matcher.group(1));
            }
        }
        assertThat(listed).containsAll(cited);
    }

    @Test
    void noFileOutgrowsItsReader() {
        List<String> tooLong = SourceTree.mainFiles().stream()
                .filter(file -> SourceTree.read(file).lines().count() > 300)
                .map(SourceTree::nameOf)
                .toList();
        assertThat(tooLong).isEmpty();
    }
}
