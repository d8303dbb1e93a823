package org.cntexplorer.study.analysis;

import org.cntexplorer.metric.BinnedSample;

/**
 * The pooled numbers of a group's networks.
 *
 * @param sample with the group's name; perhaps without a density
 */
public record GroupSample(NetworkGroup group, BinnedSample sample) {}
