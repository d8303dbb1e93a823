package org.cntexplorer.app.error;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.UnlikeNetworksException;

/**
 * An error as it is told to a person.
 *
 * @param sentence what was wrong, where, and what to do
 * @param details the stack trace, for those who report it
 */
public record Problem(String sentence, String details) {
    public static Problem of(Throwable error) {
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace, true));
        return new Problem(sentence(cause(error)), trace.toString());
    }

    /** What a computation failed by, without what carried it from its thread. */
    public static Throwable cause(Throwable error) {
        Throwable cause = error;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException || cause.getCause() instanceof OutOfMemoryError)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String sentence(Throwable error) {
        return switch (error) {
            case ModelFormatException bad -> bad.getMessage();
            case UnlikeNetworksException unlike -> unlike.getMessage();
            case NoSuchFileException missing -> "There is no file or folder " + missing.getFile() + "; check the path.";
            case AccessDeniedException denied -> denied.getFile() + " may not be read or written; check its permissions.";
            case FileSystemException file -> file.getFile() + " cannot be read or written (" + file.getReason() + ").";
            case IOException io -> "Reading or writing failed (" + io.getMessage() + "); check the disk and the file.";
            case OutOfMemoryError memory -> "There is not enough memory for this; close other programs or show fewer links.";
            default -> "Something went wrong in the program (" + error.getClass().getSimpleName()
                    + (error.getMessage() == null ? "" : ": " + error.getMessage()) + "); please report the details.";
        };
    }
}
