package org.cntexplorer.figure;

/** A value that is marked on the horizontal axis: a selected neuron's. */
public record Mark(String name, double value) {}
