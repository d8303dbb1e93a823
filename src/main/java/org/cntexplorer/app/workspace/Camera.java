package org.cntexplorer.app.workspace;

/**
 * Which part of the graph is seen: what of the layout stands in the middle of the view, and how large.
 *
 * @param centreX x of the layout's point in the middle of the view, in the layout's unit
 * @param centreY y of that point, downwards
 * @param scale pixels of the view for one unit of the layout
 */
public record Camera(double centreX, double centreY, double scale) {}
