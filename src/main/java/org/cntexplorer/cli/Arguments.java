package org.cntexplorer.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** What a command was given, as far as picocli does not look at it itself. */
final class Arguments {
    private Arguments() {}

    /** Lets every option of a command and of its sub-commands that takes one of some words be told which, in upper or lower case. */
    static void takeWords(CommandLine line) {
        Stream.concat(Stream.of(line), line.getSubcommands().values().stream()).flatMap(command -> command.getCommandSpec().options().stream())
                .map(OptionSpec::type).filter(Class::isEnum).distinct().toList().forEach(type -> takeWords(line, type));
    }

    @SuppressWarnings("unchecked") // only enums come here
    private static <E extends Enum<E>> void takeWords(CommandLine line, Class<?> type) {
        Class<E> words = (Class<E>) type;
        line.registerConverter(words, text -> word(words, text));
    }

    private static <E extends Enum<E>> E word(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants()).filter(value -> value.name().equalsIgnoreCase(text)).findFirst()
                .orElseThrow(() -> new TypeConversionException("\"" + text + "\" is none of "
                        + String.join(", ", Arrays.stream(type.getEnumConstants()).map(value -> value.name().toLowerCase(Locale.ROOT)).toList())
                        + "."));
    }

    /** @throws ParameterException with a sentence where it is not right */
    static void check(CommandSpec command, boolean right, String otherwise) {
        if (!right) {
            throw new ParameterException(command.commandLine(), otherwise);
        }
    }
}
