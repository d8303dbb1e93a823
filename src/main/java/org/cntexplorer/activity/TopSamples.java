package org.cntexplorer.activity;

/**
 * The samples that drive each unit of a layer most: those with its greatest z, or with its greatest activation where the layer has no z. A channel's is that
 * of its position with the greatest one, a unit's at every step that of such a step. Of equals the first ones are kept. Nothing drives
 * units of the input: they have none. Arrays are not to be changed.
 *
 * @param sample of each unit the samples' numbers, the first sample being 0, the strongest first
 * @param value what each of them gives
 */
public record TopSamples(long[][] sample, float[][] value) {}
