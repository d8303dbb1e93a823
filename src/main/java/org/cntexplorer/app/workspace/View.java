package org.cntexplorer.app.workspace;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.cntexplorer.graph.Channel;
import org.cntexplorer.graph.LayerRanges;
import org.cntexplorer.graph.LayoutChoice;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.NeuronFilter;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.graph.ShownGate;
import org.cntexplorer.graph.WeightRange;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.model.Neuron;

/**
 * How the open model is looked at: every part of a {@link ViewState} as a property, and all of them as one value. Whatever changes the view
 * is a part of it, so that it can be undone and kept in a session.
 */
public final class View {
    private final Selection selection = new Selection();
    private final ObjectProperty<LinkChoice> links = new SimpleObjectProperty<>(this, "links", ViewState.DEFAULT.links());
    private final ObjectProperty<NeuronQuantity> quantity = new SimpleObjectProperty<>(this, "quantity", ViewState.DEFAULT.quantity());
    private final ObjectProperty<LayerRanges> ranges = new SimpleObjectProperty<>(this, "ranges", ViewState.DEFAULT.ranges());
    private final ObjectProperty<Convention> convention = new SimpleObjectProperty<>(this, "convention", ViewState.DEFAULT.convention());
    private final BooleanProperty images = new SimpleBooleanProperty(this, "images", ViewState.DEFAULT.images());
    private final ObjectProperty<List<Channel>> open = new SimpleObjectProperty<>(this, "open", ViewState.DEFAULT.open());
    private final ObjectProperty<Optional<ShownGate>> gate = new SimpleObjectProperty<>(this, "gate", ViewState.DEFAULT.gate());
    private final ObjectProperty<LayoutChoice> layout = new SimpleObjectProperty<>(this, "layout", ViewState.DEFAULT.layout());
    private final ObjectProperty<Optional<NeuronFilter>> filter = new SimpleObjectProperty<>(this, "filter", ViewState.DEFAULT.filter());
    private final ObjectProperty<Optional<WeightRange>> weights = new SimpleObjectProperty<>(this, "weights", ViewState.DEFAULT.weights());
    private final ObjectProperty<List<Neuron>> pinned = new SimpleObjectProperty<>(this, "pinned", ViewState.DEFAULT.pinned());
    private final ObjectProperty<Annotations> annotations = new SimpleObjectProperty<>(this, "annotations", ViewState.DEFAULT.annotations());
    private final BooleanProperty minimap = new SimpleBooleanProperty(this, "minimap", ViewState.DEFAULT.minimap());
    private final ObjectProperty<Optional<Camera>> camera = new SimpleObjectProperty<>(this, "camera", ViewState.DEFAULT.camera());
    private final ReadOnlyObjectWrapper<ViewState> state = new ReadOnlyObjectWrapper<>(this, "state", ViewState.DEFAULT);
    /** Kept here: nobody else holds it. */
    private final BooleanBinding ownRanges = Bindings.createBooleanBinding(() -> ranges.get().areOwn(quantity.get()), ranges, quantity);
    private boolean changing;
    private boolean following;
    private boolean dragging;

    View() {
        for (ObservableValue<?> part : List.of(selection.neuronsProperty(), links, quantity, ranges, convention, images, open, gate, layout, filter, weights, pinned,
                annotations, minimap, camera)) {
            part.addListener((p, was, is) -> changed());
        }
    }

    private void changed() {
        if (!changing) {
            state.set(look());
        }
    }

    private ViewState look() {
        return new ViewState(selection.neurons(), links.get(), quantity.get(), ranges.get(), convention.get(), images.get(), open.get(), gate.get(), layout.get(),
                filter.get(), weights.get(), pinned.get(), annotations.get(), minimap.get(), camera.get());
    }

    /** All of it. Changes once, however many parts {@link #set} changes. */
    public ReadOnlyObjectProperty<ViewState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public ViewState state() {
        return state.get();
    }

    /** Looks at the model this way. */
    public void set(ViewState next) {
        changing = true;
        try {
            convention.set(next.convention());
            images.set(next.images());
            quantity.set(next.quantity());
            ranges.set(next.ranges());
            links.set(next.links());
            open.set(next.open());
            gate.set(next.gate());
            layout.set(next.layout());
            filter.set(next.filter());
            weights.set(next.weights());
            pinned.set(next.pinned());
            annotations.set(next.annotations());
            minimap.set(next.minimap());
            selection.set(next.selected());
            // last: where the graph is drawn anew for any of the others, the camera waits for it
            camera.set(next.camera());
        } finally {
            changing = false;
        }
        changed();
    }

    /** The camera went along with another change of the view, such as larger maps: no step of its own. */
    public void follow(Optional<Camera> moved) {
        following = true;
        try {
            camera.set(moved);
        } finally {
            following = false;
        }
    }

    /** A range that is being dragged goes on: no step of its own where it was the last to change. */
    public void drag(Optional<NeuronFilter> next) {
        dragging = true;
        try {
            filter.set(next);
        } finally {
            dragging = false;
        }
    }

    /** Whether what changes now is a range that is still being dragged. */
    boolean isDragging() {
        return dragging;
    }

    /** Whether what changes now goes along with an earlier change. */
    boolean isFollowing() {
        return following;
    }

    Selection selection() {
        return selection;
    }

    ObjectProperty<LinkChoice> linksProperty() {
        return links;
    }

    ObjectProperty<NeuronQuantity> quantityProperty() {
        return quantity;
    }

    /** Whether each layer's colours have a range of their own. */
    public ObjectProperty<LayerRanges> rangesProperty() {
        return ranges;
    }

    /** Whether they have it for the present quantity. */
    public BooleanBinding ownRanges() {
        return ownRanges;
    }

    /** Gives each layer's colours a range of their own, or those of all layers one, for quantities such as the present one. */
    public void turnRanges() {
        ranges.set(ranges.get().with(quantity.get(), !ranges.get().areOwn(quantity.get())));
    }

    ObjectProperty<Convention> conventionProperty() {
        return convention;
    }

    BooleanProperty imagesProperty() {
        return images;
    }

    ObjectProperty<List<Channel>> openProperty() {
        return open;
    }

    ObjectProperty<Optional<ShownGate>> gateProperty() {
        return gate;
    }

    /** How the neurons are laid out. A person chooses by {@link #lay}, which shows the whole of the other layout. */
    public ReadOnlyObjectProperty<LayoutChoice> layoutProperty() {
        return layout;
    }

    /** Lays the neurons out otherwise, and shows the whole graph. */
    public void lay(LayoutChoice choice) {
        if (!choice.equals(layout.get())) {
            set(state().with(choice));
        }
    }

    /** Lays the neurons out in another way, around those that are selected now where it is by force. */
    public void lay(LayoutChoice.Kind kind) {
        lay(layout.get().with(kind, selection.neurons()));
    }

    /** Outside of what range of a quantity neurons are dimmed. */
    public ObjectProperty<Optional<NeuronFilter>> filterProperty() {
        return filter;
    }

    /** Which links of some connections are shown alone, by their weight. */
    public ObjectProperty<Optional<WeightRange>> weightsProperty() {
        return weights;
    }

    /** The neurons that are compared side by side. */
    public ObjectProperty<List<Neuron>> pinnedProperty() {
        return pinned;
    }

    /** Pins neurons, or takes them out of those that are compared; at most {@link ViewState#MOST_PINNED} are. */
    public void pin(Collection<Neuron> neurons, boolean on) {
        Set<Neuron> next = new LinkedHashSet<>(pinned.get());
        if (on) {
            next.addAll(neurons);
        } else {
            next.removeAll(Set.copyOf(neurons));
        }
        pinned.set(next.stream().limit(ViewState.MOST_PINNED).toList());
    }

    /** Names and notes of neurons. */
    public ObjectProperty<Annotations> annotationsProperty() {
        return annotations;
    }

    /** Whether the small map of the graph is there while not all of it is seen. */
    public BooleanProperty minimapProperty() {
        return minimap;
    }

    /** What part of the graph is seen. The graph sets it when it has been moved, and moves when another sets it. */
    public ObjectProperty<Optional<Camera>> cameraProperty() {
        return camera;
    }
}
