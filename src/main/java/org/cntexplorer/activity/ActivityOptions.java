package org.cntexplorer.activity;

import org.cntexplorer.model.Computation;

/**
 * What is measured of a network at work, and how.
 *
 * @param batch samples that run at a time, at most: fewer where their values would take too much memory
 * @param samples how many of the first samples are measured, at most
 * @param bias whether a neuron's bias counts as one more incoming link: strength in is z then, and z − b otherwise
 * @param total whether the strength of neurons, incoming and outgoing together, is measured besides
 * @param top how many of the samples that drive a unit most are kept
 * @param functions what is assumed of a file that holds weights alone
 */
public record ActivityOptions(int batch, long samples, boolean bias, boolean total, int top, Computation.Functions functions) {
    /** 256 samples at a time, all of them, bias counted. */
    public static final ActivityOptions USUAL = new ActivityOptions(256, Long.MAX_VALUE, true, false, 8, Computation.Functions.USUAL);

    public ActivityOptions {
        if (batch < 1 || samples < 1 || top < 0) {
            throw new IllegalArgumentException("a batch of " + batch + ", " + samples + " samples, the first " + top);
        }
    }

    public ActivityOptions withBatch(int most) {
        return new ActivityOptions(most, samples, bias, total, top, functions);
    }

    public ActivityOptions withSamples(long most) {
        return new ActivityOptions(batch, most, bias, total, top, functions);
    }

    public ActivityOptions withBias(boolean counted) {
        return new ActivityOptions(batch, samples, counted, total, top, functions);
    }

    public ActivityOptions withTotal(boolean measured) {
        return new ActivityOptions(batch, samples, bias, measured, top, functions);
    }

    public ActivityOptions withFunctions(Computation.Functions assumed) {
        return new ActivityOptions(batch, samples, bias, total, top, assumed);
    }
}
