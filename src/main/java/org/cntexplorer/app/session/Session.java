package org.cntexplorer.app.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a session file keeps: which models are open and how each is looked at.
 *
 * @param models at least one
 * @param current number of the model that is looked at
 * @param panes how the window is divided
 * @param origin in what is kept without being asked for: the whole path of the file that the session was opened from or saved to
 */
public record Session(List<SessionModel> models, int current, Panes panes, Optional<String> origin) {
    /**
     * The model that the current one is compared with.
     *
     * @param model its number among the session's
     * @param difference whether the difference of the two is seen, else one beside the other
     */
    public record Compared(int model, boolean difference) {}

    /**
     * The panes beside the graph.
     *
     * @param hidden names of those that are not shown
     * @param dividers the places of their dividers, 0 to 1, by name
     * @param compared the model beside the one that is looked at, if there is one
     */
    public record Panes(List<String> hidden, Map<String, Double> dividers, Optional<Compared> compared) {
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

    /** The same with its models changed, one by one. */
    Session with(UnaryOperator<SessionModel> change) {
        return new Session(models.stream().map(change).toList(), current, panes, origin);
    }

    /** The same, opened from another file or none. */
    Session withOrigin(Optional<String> file) {
        return new Session(models, current, panes, file);
    }

    /** Whether it shows the same as another, wherever both lie and however the window is divided. */
    boolean shows(Session other) {
        UnaryOperator<SessionModel> seen = model -> new SessionModel(Optional.empty(), model.absolute(), Optional.empty(), model.options(), model.view());
        return other.current == current && other.with(seen).models.equals(with(seen).models);
    }
}
