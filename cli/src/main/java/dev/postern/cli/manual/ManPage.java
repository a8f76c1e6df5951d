package dev.postern.cli.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * One command as a page of section 1: what its {@code --help} says, for man(1).
 *
 * @param spec the command
 * @param source the program and its version, for the foot of the page
 */
record ManPage(CommandSpec spec, String source) {
    private static final int SECTION = 1;

    String name() {
        return spec.qualifiedName("-");
    }

    /** As a file: {@code postern-config-check.1}. */
    String file() {
        return name() + "." + SECTION;
    }

    /** The page of this command, and those of all commands below. */
    List<ManPage> withInner() {
        List<ManPage> pages = new ArrayList<>(List.of(this));
        for (CommandLine inner : inner(spec).values()) {
            pages.addAll(new ManPage(inner.getCommandSpec(), source).withInner());
        }
        return pages;
    }

    private static Map<String, CommandLine> inner(CommandSpec spec) {
        return spec.subcommands();
    }

    String text() {
        Roff roff = new Roff(name(), SECTION, source);
        List<String> description = description();
        roff.section("NAME");
        roff.line(Roff.escaped(name()) + " \\- " + Roff.escaped(firstSentence(description.get(0))));
        roff.section("SYNOPSIS");
        synopsis(roff);
        roff.section("DESCRIPTION");
        description.forEach(roff::paragraph);
        commands(roff);
        options(roff);
        exitCodes(roff);
        examples(roff);
        if (spec.parent() == null) {
            surroundings(roff);
        }
        seeAlso(roff);
        return roff.page();
    }

    private List<String> description() {
        return Arrays.stream(spec.usageMessage().description())
                .map(ManPage::formatted)
                .toList();
    }

    /** What picocli formats before it shows it. */
    private static String formatted(String text) {
        return String.format(text).strip();
    }

    private static String firstSentence(String text) {
        int end = text.indexOf(". ");
        String sentence = end < 0 ? text : text.substring(0, end);
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private void synopsis(Roff roff) {
        String all = new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF))
                .synopsis(0)
                .replaceAll("\\s+", " ")
                .strip();
        String command = spec.qualifiedName();
        String rest = all.startsWith(command) ? all.substring(command.length()) : all;
        roff.line(Roff.bold(command) + Roff.inWord(rest));
    }

    private void commands(Roff roff) {
        if (inner(spec).isEmpty()) {
            return;
        }
        roff.section("COMMANDS");
        inner(spec).forEach((name, command) -> {
            CommandSpec inner = command.getCommandSpec();
            roff.item(
                    Roff.bold(name),
                    firstSentence(formatted(inner.usageMessage().description()[0])) + ": see "
                            + inner.qualifiedName("-") + "(" + SECTION + ").");
        });
    }

    private void options(Roff roff) {
        roff.section("OPTIONS");
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            roff.item(Roff.italic(parameter.paramLabel()), words(parameter));
        }
        for (OptionSpec option : spec.options()) {
            String names = Arrays.stream(option.names()).map(Roff::bold).collect(Collectors.joining(", "));
            String value = option.arity().max() == 0 ? "" : "=" + Roff.italic(option.paramLabel());
            roff.item(names + value, words(option));
        }
    }

    private static String words(ArgSpec argument) {
        return Arrays.stream(argument.description()).map(ManPage::formatted).collect(Collectors.joining(" "));
    }

    private void exitCodes(Roff roff) {
        roff.section("EXIT STATUS");
        spec.usageMessage().exitCodeList().forEach((code, meaning) -> roff.item(Roff.bold(code), formatted(meaning)));
    }

    private void examples(Roff roff) {
        roff.section("EXAMPLES");
        roff.lines(Arrays.stream(spec.usageMessage().footer())
                .map(ManPage::formatted)
                .toList());
    }

    private static void surroundings(Roff roff) {
        roff.section("FILES");
        roff.item(Roff.italic("/etc/postern/postern.yaml"), "The configuration: see postern.yaml(5).");
        roff.item(Roff.italic("/run/postern/control.sock"), "Where the running Postern answers.");
        roff.section("ENVIRONMENT");
        roff.item(
                Roff.bold("NO_COLOR"),
                "Set to anything, there are no colours. There are none without a terminal either.");
        roff.item(Roff.bold("POSTERN_JAVA_OPTIONS"), "Options for Java, such as \\-Xmx512m.".replace("\\-", "-"));
        roff.item(
                Roff.bold("CREDENTIALS_DIRECTORY"),
                "Where systemd has put the secrets that the configuration calls credentials.");
    }

    private void seeAlso(Roff roff) {
        List<String> pages = new ArrayList<>();
        CommandSpec parent = spec.parent();
        if (parent != null) {
            pages.add(parent.qualifiedName("-"));
            parent.subcommands()
                    .values()
                    .forEach(sibling -> pages.add(sibling.getCommandSpec().qualifiedName("-")));
            pages.remove(name());
        } else {
            inner(spec)
                    .values()
                    .forEach(command -> pages.add(command.getCommandSpec().qualifiedName("-")));
        }
        roff.section("SEE ALSO");
        roff.line(pages.stream()
                        .map(page -> Roff.bold(page) + "(" + SECTION + ")")
                        .collect(Collectors.joining(", ")) + ", " + Roff.bold("postern.yaml") + "(5)");
    }
}
