package org.cntexplorer.format.lowering;

/** More elements than are moved one by one, or more of anything than is drawn: a file may claim any number in a few bytes. */
final class TooLargeException extends IllegalArgumentException {
    private final String advice;

    /** @param advice what the person may do */
    TooLargeException(String what, String advice) {
        super(what);
        this.advice = advice;
    }

    TooLargeException(long elements, long most) {
        this("it arranges " + elements + " numbers, and with this much memory no more than " + most + " are arranged",
                "give a smaller input shape, or start the program with a larger heap (-Xmx)");
    }

    String advice() {
        return advice;
    }
}
