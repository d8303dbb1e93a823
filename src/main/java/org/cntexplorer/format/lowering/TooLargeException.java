package org.cntexplorer.format.lowering;

/** More elements than are moved one by one: a file may claim any number in a few bytes. */
final class TooLargeException extends IllegalArgumentException {
    TooLargeException(long elements, long most) {
        super("it arranges " + elements + " numbers, and with this much memory no more than " + most + " are arranged");
    }
}
