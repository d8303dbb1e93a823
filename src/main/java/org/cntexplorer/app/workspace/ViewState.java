package org.cntexplorer.app.workspace;

import java.util.List;
import java.util.Optional;
import org.cntexplorer.graph.Channel;
import org.cntexplorer.graph.Focus;
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
 * How an open model is looked at, as one value: what undo takes back, what a session keeps.
 *
 * @param selected the selected neurons, in the order in which they were chosen
 * @param links which links are shown
 * @param quantity what colours the neurons
 * @param ranges whether each layer's colours have a range of their own
 * @param convention what strengths count
 * @param images whether an input vector such as 784 is shown as the image that it may be
 * @param open the channels that are drawn as their pixels, in the order in which they were opened
 * @param gate the gate whose links alone are shown, of those that enter its layer
 * @param layout how the neurons are laid out
 * @param filter the range of a quantity outside of which neurons are dimmed
 * @param weights the links of some connections that are shown alone of these, by their weight
 * @param pinned the neurons that are compared side by side, in the order in which they were pinned
 * @param annotations names and notes of neurons
 * @param minimap whether the small map of the graph is there while not all of it is seen
 * @param camera what part of the graph is seen; empty for the whole graph, fitted to its room
 */
public record ViewState(List<Neuron> selected, LinkChoice links, NeuronQuantity quantity, LayerRanges ranges, Convention convention, boolean images,
                        List<Channel> open, Optional<ShownGate> gate, LayoutChoice layout, Optional<NeuronFilter> filter, Optional<WeightRange> weights,
                        List<Neuron> pinned, Annotations annotations, boolean minimap, Optional<Camera> camera) {
    /** More neurons than these are not compared side by side. */
    public static final int MOST_PINNED = 24;

    public static final ViewState DEFAULT = new ViewState(List.of(), LinkChoice.DEFAULT, NeuronQuantity.STRENGTH, LayerRanges.DEFAULT, Convention.DEFAULT, true,
            List.of(), Optional.empty(), LayoutChoice.DEFAULT, Optional.empty(), Optional.empty(), List.of(), Annotations.NONE, true, Optional.empty());

    public ViewState {
        selected = List.copyOf(selected);
        open = List.copyOf(open);
        pinned = List.copyOf(pinned);
    }

    /** How another model is looked at first: what is said of this one's own neurons, layers and places is left behind. */
    public ViewState forAnotherModel() {
        LayoutChoice kept = layout.kind() == LayoutChoice.Kind.FORCE ? layout.with(LayoutChoice.Kind.LAYERED, List.of()) : layout;
        return new ViewState(List.of(), links.on(Focus.NONE), quantity, ranges, convention, images, List.of(), Optional.empty(), kept, Optional.empty(),
                Optional.empty(), List.of(), Annotations.NONE, minimap, Optional.empty());
    }

    /** The same seen from elsewhere. */
    public ViewState from(Optional<Camera> elsewhere) {
        return new ViewState(selected, links, quantity, ranges, convention, images, open, gate, layout, filter, weights, pinned, annotations, minimap,
                elsewhere);
    }

    /** The same seen through another filter. */
    public ViewState through(Optional<NeuronFilter> other) {
        return new ViewState(selected, links, quantity, ranges, convention, images, open, gate, layout, other, weights, pinned, annotations, minimap,
                camera);
    }

    /** The same laid out otherwise, and seen whole: a place of one layout is nothing in another. */
    public ViewState with(LayoutChoice other) {
        return new ViewState(selected, links, quantity, ranges, convention, images, open, gate, other, filter, weights, pinned, annotations, minimap,
                Optional.empty());
    }
}
