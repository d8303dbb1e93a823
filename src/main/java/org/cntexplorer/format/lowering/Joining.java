package org.cntexplorer.format.lowering;

import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Composed;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.OneToOne;
import org.cntexplorer.model.Shape;

/** Joins what an operator takes to the layer that it makes: one connection for each layer that its value comes from. */
final class Joining {
    /** An operator on some of the elements that it takes. */
    interface On {
        /**
         * @param elements ascending; null for all
         * @param first whether this is the first part, which carries the bias
         * @return a connection of the draft's next index; empty where the operator cannot be cut so
         */
        Optional<Connection> elements(int[] elements, boolean first, int from) throws ModelFormatException;
    }

    private Joining() {}

    /** @return whether the operator could be cut along the layers that its value comes from; where not, nothing was joined */
    static boolean join(Value value, Draft draft, On operator) throws ModelFormatException {
        boolean first = true;
        for (Part part : Part.of(value)) {
            Optional<Connection> made = operator.elements(part.elements(), first, part.layer());
            if (made.isEmpty()) {
                return false;
            }
            draft.connect(composed(made.get(), part));
            first = false;
        }
        return true;
    }

    /** An operator on what a part gives it. */
    static Connection composed(Connection operator, Part part) {
        return part.units().isSame() ? operator : new Composed(operator, part.layer(), part.units());
    }

    /** Fixed links from each layer that a value comes from to a layer that has a neuron for each of its elements: drawn, not counted. */
    static void skip(Value value, int layer, Draft draft) {
        int targets = draft.neurons(layer);
        for (Part part : Part.of(value)) {
            draft.connect(new OneToOne(draft.nextConnection(), draft.nameOf(layer), "skip", part.layer(), layer,
                    Spread.over(part, targets), Optional.empty(), 1, Optional.empty()));
        }
    }

    /** The value as a layer of its own, joined by fixed links: where what follows cannot be cut along the layers that it comes from. */
    static Value materialised(Value value, String name, String kind, Draft draft) throws ModelFormatException {
        Value bare = value.withoutLeadingOnes(1);
        Shape shape = draft.shape(bare.extents(), name);
        int layer = draft.addLayer(name, kind, shape);
        skip(bare, layer, draft);
        return Value.of(layer, shape.neurons(), value.extents(), false);
    }
}
