package dev.postern.cli.manual;

import dev.postern.config.ConfigurationFile;
import dev.postern.config.print.ReferenceEntry;

/** The configuration file as a page of section 5: what {@code postern config reference} says, for man(1). */
final class SettingsManPage {
    static final String FILE = "postern.yaml.5";

    private SettingsManPage() {}

    static String text(String source) {
        Roff roff = new Roff("postern.yaml", 5, source);
        roff.section("NAME");
        roff.line("postern.yaml \\- the configuration of postern");
        roff.section("DESCRIPTION");
        roff.paragraph(
                "One YAML file, /etc/postern/postern.yaml unless --config names another. postern config check tells"
                        + " everything that is wrong with a file, with line and remedy; a file with a problem starts nothing."
                        + " Unknown keys are problems. Relative paths start at the file's own directory. Secrets stand in files"
                        + " of their own, which others must not be able to read. Anchors, aliases and tags are not read.");
        roff.paragraph("Durations carry a unit (ms, s, m, h, d), sizes too (B, KiB, MiB).");
        roff.section("SETTINGS");
        for (ReferenceEntry entry : ConfigurationFile.referenceEntries()) {
            if (entry.section()) {
                roff.subsection(entry.path());
                roff.paragraph(entry.meaning());
            } else {
                roff.item(
                        Roff.bold(entry.key()), entry.meaning() + " (" + entry.type() + "; " + entry.standard() + ")");
            }
        }
        roff.section("SEE ALSO");
        roff.line(Roff.bold("postern") + "(1), " + Roff.bold("postern-config-check") + "(1), "
                + Roff.bold("postern-config-reference") + "(1)");
        return roff.page();
    }
}
