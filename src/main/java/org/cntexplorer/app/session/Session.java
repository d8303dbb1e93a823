package org.cntexplorer.app.session;

import java.util.List;
import java.util.Map;

/**
 * What a session file keeps: which models are open and how each is looked at.
 *
 * @param models at least one
 * @param current number of the model that is looked at
 * @param panes how the window is divided
 */
public record Session(List<SessionModel> models, int current, Panes panes) {
    /**
     * The panes beside the graph.
     *
     * @param hidden names of those that are not shown
     * @param dividers the places of their dividers, 0 to 1, by name
     */
    public record Panes(List<String> hidden, Map<String, Double> dividers) {
        public Panes {
            hidden = List.copyOf(hidden);
            dividers = Map.copyOf(dividers);
        }
    }

    public Session {
        models = List.copyOf(models);
        if (models.isEmpty()) {
            throw new IllegalArgumentException("there is no model in it");
        }
        if (current < 0 || current >= models.size()) {
            throw new IllegalArgumentException("model " + current + " of " + models.size() + " is looked at");
        }
    }
}
