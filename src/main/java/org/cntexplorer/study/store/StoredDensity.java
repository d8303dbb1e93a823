package org.cntexplorer.study.store;

/**
 * A sample that is spread over a grid: from it comes the density of any group of networks, without their weights. The array is the record's own and is
 * not to be changed.
 *
 * @param layer the number of the layer
 * @param stepExponent the cells are 2^stepExponent apart, and one of them stands at 0
 * @param firstCell the first cell stands at firstCell · 2^stepExponent
 * @param counts how much of the sample each cell has; empty where there is nothing
 */
public record StoredDensity(Quantity of, int layer, int stepExponent, long firstCell, double[] counts) {}
