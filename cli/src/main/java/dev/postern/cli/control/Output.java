package dev.postern.cli.control;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** What a command says on standard output. */
final class Output {
    private Output() {}

    static void text(CommandSpec spec, String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text.endsWith("\n") ? text : text + "\n");
        out.flush();
    }
}
