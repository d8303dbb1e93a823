package org.cntexplorer;

import java.io.PrintWriter;
import org.cntexplorer.cli.CntExplorer;

/** Entry point. It does not extend {@code Application}: a class-path launch of JavaFX refuses a main class that does. */
public final class Main {
    private Main() {}

    /** Runs the command line; without a sub-command it opens the window. */
    public static void main(String[] args) {
        System.exit(CntExplorer.run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
    }
}
