package org.cntexplorer.app;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a window can be opened. On Linux this is found out before JavaFX is asked: once it has failed to open a display, it can no
 * longer draw without one in the same process.
 */
@SuppressWarnings("restricted") // it asks the libraries that JavaFX itself will use
final class Display {
    private static final String NONE = "There is no display";

    private Display() {}

    /** What is missing, as the beginning of a sentence, or nothing. */
    static Optional<String> missing() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.contains("windows") || system.contains("mac")) {
            return Optional.empty();
        }
        String name = System.getenv("DISPLAY");
        if (name == null || name.isBlank()) {
            return Optional.of(System.getenv("WAYLAND_DISPLAY") == null ? NONE : "There is no X display, which JavaFX needs under Wayland too");
        }
        try {
            if (!answers(library("libX11.so.6"))) {
                return Optional.of(NONE + " \"" + name + "\"");
            }
            library("libgtk-3.so.0");
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("GTK 3, with which JavaFX opens windows, is not installed");
        }
    }

    /** Never unloaded, since JavaFX will use it. */
    private static SymbolLookup library(String file) {
        return SymbolLookup.libraryLookup(file, Arena.global());
    }

    /** Opens and closes a connection to the X server that DISPLAY names, as JavaFX would. */
    private static boolean answers(SymbolLookup x11) {
        Linker linker = Linker.nativeLinker();
        try {
            MemorySegment connection = (MemorySegment) linker
                    .downcallHandle(x11.findOrThrow("XOpenDisplay"), FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS))
                    .invokeExact(MemorySegment.NULL);
            if (connection.equals(MemorySegment.NULL)) {
                return false;
            }
            int done = (int) linker
                    .downcallHandle(x11.findOrThrow("XCloseDisplay"), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS))
                    .invokeExact(connection);
            return done == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("the X server could not be asked", e);
        }
    }
}
