package org.cntexplorer.study.store;

import org.cntexplorer.model.Moments;

/**
 * The values of a layer at work, all units and samples together, spread over a grid as those of a {@link StoredDensity}. The array is the record's own and is
 * not to be changed.
 *
 * @param layer the number of the layer
 * @param moments of the same values
 * @param stepExponent the cells are 2^stepExponent apart, and one of them stands at 0
 * @param firstCell the first cell stands at firstCell · 2^stepExponent
 * @param counts how many of the values each cell has; empty where none is finite
 */
public record StoredActivityDensity(ActivityQuantity of, int layer, Moments moments, int stepExponent, long firstCell, double[] counts) {}
