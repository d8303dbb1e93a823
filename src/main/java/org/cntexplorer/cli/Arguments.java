package org.cntexplorer.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What a command was given, as far as picocli does not look at it itself. */
final class Arguments {
    private Arguments() {}

    /** @throws ParameterException with a sentence where it is not right */
    static void check(CommandSpec command, boolean right, String otherwise) {
        if (!right) {
            throw new ParameterException(command.commandLine(), otherwise);
        }
    }
}
