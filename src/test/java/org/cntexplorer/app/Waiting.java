package org.cntexplorer.app;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.testfx.util.WaitForAsyncUtils;

/** How the tests of the window wait: for what becomes true, and for what the JavaFX thread says. */
public final class Waiting {
    private static final int SECONDS = 30;
    private static final int MILLISECONDS_OF_AN_ANSWER = 5_000;

    private Waiting() {}

    /** Waits until a condition, asked on the JavaFX thread, holds, and until what follows from it is shown. */
    public static void await(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(SECONDS, TimeUnit.SECONDS, () -> ask(condition));
        } catch (TimeoutException e) {
            throw new AssertionError("not within " + SECONDS + " s", e);
        }
        // two pulses: what listeners ask for later, and its layout; each more costs the tests a sleep of 10 ms
        WaitForAsyncUtils.waitForFxEvents(2);
    }

    /** What is so, seen on the JavaFX thread. */
    public static <T> T ask(Callable<T> question) {
        return WaitForAsyncUtils.waitForAsyncFx(MILLISECONDS_OF_AN_ANSWER, question);
    }
}
