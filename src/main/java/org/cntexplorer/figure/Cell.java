package org.cntexplorer.figure;

/** A cell of a figure that has rows and columns, with its number. */
public record Cell(int row, int column, double value) {}
