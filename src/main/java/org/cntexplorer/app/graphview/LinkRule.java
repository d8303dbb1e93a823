package org.cntexplorer.app.graphview;

import org.cntexplorer.graph.LinkChoice;

/** The rules that pick links, as a person chooses among them. */
public enum LinkRule {
    CONNECTION("By connection", "Strongest of each connection", "The links of largest |w| of each connection"),
    NEURON("By neuron", "Strongest of each neuron", "The links of largest |w| into and out of each neuron"),
    OVERALL("Overall", "Strongest of all", "The links of largest |w| of the whole network"),
    THRESHOLD("Threshold", "Over a threshold", "All links whose |w| is over a threshold"),
    SHARE("Share", "Share of the weight", "Of each connection the fewest links that hold a share of its Σ|w|"),
    BACKBONE("Backbone", "Backbone", "Links that matter more to one of their neurons than is likely by chance: the disparity filter");

    private final String brief;
    private final String label;
    private final String help;

    LinkRule(String brief, String label, String help) {
        this.brief = brief;
        this.label = label;
        this.help = help;
    }

    /** A word or two, where there is little room. */
    String brief() {
        return brief;
    }

    public String label() {
        return label;
    }

    /** A sentence without its full stop. */
    public String help() {
        return help;
    }

    public static LinkRule of(LinkChoice.Rule rule) {
        return switch (rule) {
            case LinkChoice.StrongestOfConnection _ -> CONNECTION;
            case LinkChoice.StrongestOfNeuron _ -> NEURON;
            case LinkChoice.StrongestOverall _ -> OVERALL;
            case LinkChoice.AtLeast _ -> THRESHOLD;
            case LinkChoice.Share _ -> SHARE;
            case LinkChoice.Backbone _ -> BACKBONE;
        };
    }
}
