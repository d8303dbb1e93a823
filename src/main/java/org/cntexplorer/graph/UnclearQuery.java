package org.cntexplorer.graph;

/** A question after neurons that makes no sense. The message says why, and what would. */
public final class UnclearQuery extends Exception {
    public UnclearQuery(String message) {
        super(message);
    }
}
