package org.cntexplorer.app;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.testfx.util.WaitForAsyncUtils;

/** How the tests of the window wait: for what becomes true, and for what the JavaFX thread says. */
public final class Waiting {
    private static final int SECONDS = 30;
    private static final int MILLISECONDS_OF_AN_ANSWER = 5_000;

    /** What listeners ask for later, and its layout; each more costs the tests a sleep of 10 ms. */
    private static final int PULSES = 2;

    private Waiting() {}

    /** Waits until a condition, asked on the JavaFX thread, holds, and until what follows from it is shown. */
    public static void await(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(SECONDS, TimeUnit.SECONDS, () -> ask(condition));
        } catch (TimeoutException e) {
            throw new AssertionError("not within " + SECONDS + " s", e);
        }
        WaitForAsyncUtils.waitForFxEvents(PULSES);
    }

    /** Does something on the JavaFX thread, and waits until what follows from it is shown: the robot's own way waits for five pulses. */
    public static void perform(Runnable action) {
        WaitForAsyncUtils.waitFor(WaitForAsyncUtils.asyncFx(action));
        WaitForAsyncUtils.waitForFxEvents(PULSES);
    }

    /** What is so, seen on the JavaFX thread. */
    public static <T> T ask(Callable<T> question) {
        return WaitForAsyncUtils.waitForAsyncFx(MILLISECONDS_OF_AN_ANSWER, question);
    }
}
