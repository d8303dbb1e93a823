package org.cntexplorer.model;

/**
 * What one pass over the weights of a connection gives.
 *
 * @param sums the strengths under the weighting that was asked for
 * @param moments of the stored weights, biases not counted
 */
public record Measured(Sums sums, Moments moments) {}
