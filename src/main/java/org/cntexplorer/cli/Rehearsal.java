package org.cntexplorer.cli;

import java.io.PrintWriter;
import java.io.Writer;

/**
 * What a build has the virtual machine do once, so that it keeps what it learnt (loaded classes, and how often loops ran) for the starts of
 * the command line: {@code metrics} of the given files, many times. No command; nothing is printed.
 */
public final class Rehearsal {
    private static final int TIMES = 60;

    private Rehearsal() {}

    /** @param files models, of the formats that are to start fast */
    public static void main(String[] files) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        for (int time = 0; time < TIMES; time++) {
            for (String file : files) {
                int code = CntExplorer.run(nowhere, nowhere, "metrics", file);
                if (code != 0) {
                    throw new IllegalStateException("no metrics of " + file + " (exit code " + code + ")");
                }
            }
        }
    }
}
