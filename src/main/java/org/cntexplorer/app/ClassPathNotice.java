package org.cntexplorer.app;

import java.util.logging.Logger;

/** Keeps JavaFX from warning at each start that it was loaded from the class path: GraphStream allows no other way. */
final class ClassPathNotice {
    /** Held here, as the logging framework would forget a logger that nobody holds, and its filter with it. */
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private ClassPathNotice() {}

    /** To be called before JavaFX is first used. */
    static void silence() {
        JAVAFX.setFilter(record -> record.getMessage() == null || !record.getMessage().startsWith("Unsupported JavaFX configuration"));
    }
}
