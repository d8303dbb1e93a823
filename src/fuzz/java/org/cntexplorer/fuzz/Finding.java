package org.cntexplorer.fuzz;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cntexplorer.format.ModelFormatException;

/**
 * Something that opening a file must never do.
 *
 * @param what in a few words
 * @param place where in this project's code it happened, so that the same fault is kept once
 * @param cause what was thrown, where anything was
 */
record Finding(String what, String place, Optional<Throwable> cause) {
    private static final int LONGEST = 601;
    private static final int SHORTEST = 20;
    private static final int FRAMES = 3;

    static Finding of(String what, String place) {
        return new Finding(what, place, Optional.empty());
    }

    static Finding of(Throwable thrown) {
        return new Finding(thrown.getClass().getSimpleName(), place(thrown), Optional.of(thrown));
    }

    /** What is wrong with a refusal: a sentence that no person can be shown, or one that stands for an exhausted machine. */
    static Optional<Finding> in(ModelFormatException refusal) {
        if (refusal.getCause() instanceof Error error) {
            return Optional.of(of(error));
        }
        String sentence = refusal.getMessage();
        int length = sentence.codePointCount(0, sentence.length());
        if (length < SHORTEST || length > LONGEST || !(sentence.endsWith(".") || length == LONGEST && sentence.endsWith("…"))) {
            return Optional.of(new Finding("a sentence of " + length + " characters: " + sentence, place(refusal), Optional.of(refusal)));
        }
        return hidden(sentence).map(what -> new Finding(what, place(refusal), Optional.of(refusal)));
    }

    /** Whether a text holds what a terminal or a window would take for something else than text. */
    static Optional<String> hidden(String text) {
        return text.codePoints().filter(Character::isISOControl).boxed().findFirst()
                .map(c -> "a text with the control character " + c + ": " + text.replaceAll("\\p{Cntrl}", "·"));
    }

    private static String place(Throwable thrown) {
        String frames = Stream.of(thrown.getStackTrace()).filter(frame -> frame.getClassName().startsWith("org.cntexplorer."))
                .filter(frame -> !frame.getClassName().startsWith("org.cntexplorer.fuzz.")).limit(FRAMES)
                .map(frame -> frame.getClassName().replaceAll(".*\\.", "") + "." + frame.getMethodName() + ":" + frame.getLineNumber())
                .collect(Collectors.joining(" "));
        // a stack that overflowed is cut off before it reaches anything that tells one fault from another
        return thrown instanceof StackOverflowError || frames.isEmpty() ? thrown.getClass().getSimpleName() + " " + frames.replaceAll(" .*", "") : frames;
    }
}
