package dev.postern.cli;

import picocli.CommandLine;

/** Of a command that is a group of others, none of them was typed. */
public final class MissingCommand extends CommandLine.ParameterException {
    private static final long serialVersionUID = 1L;

    public MissingCommand(CommandLine group, String question) {
        super(group, question);
    }
}
