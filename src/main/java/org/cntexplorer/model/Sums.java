package org.cntexplorer.model;

/**
 * The strengths that one connection gives to its two layers: arrays of the caller's own.
 *
 * @param in A·1: for each target neuron the sum of the links that enter it, without bias
 * @param out Aᵀ·1: for each source neuron the sum of the links that leave it
 */
public record Sums(double[] in, double[] out) {}
