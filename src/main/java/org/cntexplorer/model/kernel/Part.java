package org.cntexplorer.model.kernel;

/** Which part of a number a sum counts. */
public enum Part {
    /** x */
    ALL,
    /** |x| */
    MAGNITUDE,
    /** max(x, 0) */
    POSITIVE,
    /** min(x, 0) */
    NEGATIVE
}
