package org.cntexplorer.app.layers;

import org.cntexplorer.metric.Histogram;
import org.cntexplorer.model.Moments;

/** A sample in a row of a table: its summary, and its histogram over its own range. */
record Distribution(Moments moments, Histogram histogram) {
    /** One bin for about two pixels of the column. */
    static final int BINS = 36;
}
