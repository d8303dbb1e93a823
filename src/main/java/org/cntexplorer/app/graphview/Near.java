package org.cntexplorer.app.graphview;

import org.cntexplorer.graph.GraphLayout;

/**
 * The links of the neurons in view: what is drawn between the strongest links when few neurons are left in view.
 *
 * @param layout whose places the lines have
 * @param lines the links, weak ones first
 * @param existing how many links these neurons have, shown or not
 */
record Near(GraphLayout layout, Drawing.Lines lines, long existing) {}
