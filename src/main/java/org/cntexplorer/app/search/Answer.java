package org.cntexplorer.app.search;

import org.cntexplorer.graph.NeuronQuery;

/** What the search says to the text that is typed. */
sealed interface Answer {
    /** What is written below the text. */
    String message();

    /** Nothing is typed, or no model is open. */
    record Silence() implements Answer {
        @Override
        public String message() {
            return "";
        }
    }

    /** The text makes no sense, or cannot be answered yet. */
    record Unclear(String message) implements Answer {}

    /** It is being looked for. */
    record Looking() implements Answer {
        @Override
        public String message() {
            return "Looking…";
        }
    }

    /** The neurons that were asked for; a layer is only shown. */
    record Found(NeuronQuery query, NeuronQuery.Hits hits, String message) implements Answer {}
}
