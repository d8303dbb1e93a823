package org.cntexplorer.app.workspace;

import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.LinkWeights;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;

/** What has been computed of the open network: one value, so that panes never show numbers of two networks or conventions at once. */
public record Numbers(Network network, Convention convention, NodeStrength strength, LinkWeights linkWeights) {}
