package org.cntexplorer.format.lowering;

import java.util.List;
import org.cntexplorer.format.ModelFormatException;

/** Steps and tokens: a layer that runs along them is one layer of its features (metrics.md §1). */
final class Folding {
    private Folding() {}

    /** One row of features, each the average over the positions, of which each carries its share of the links. */
    static Value folded(Value value, String taker, Draft draft) throws ModelFormatException {
        if (value.isFolded()) {
            return value.firstRow();
        }
        int width = value.extents().getLast();
        int rows = value.size() / width;
        int[] start = new int[width + 1];
        int[] elements = Value.moved(value.size());
        for (int f = 0; f < width; f++) {
            for (int r = 0; r < rows; r++) {
                elements[f * rows + r] = r * width + f;
            }
            start[f + 1] = (f + 1) * rows;
        }
        draft.warn("\"" + Draft.clean(taker) + "\" goes along the " + rows + " positions of \"" + draft.nameOf(value.layer())
                + "\", each of which carries 1/" + rows + " of its links.");
        try {
            return Averages.of(value, start, elements, List.of(width));
        } catch (IllegalArgumentException e) {
            // positions of several layers, such as a token of a class before those of an image
            return Averages.of(Joining.materialised(value, taker + " positions", "concatenation", draft), start, elements, List.of(width));
        }
    }

    /** The neurons of a layer, the same at every step. @param extents whose last is their number */
    static Value repeated(int layer, int neurons, List<Integer> extents) {
        int size = Value.size(extents);
        if (size == neurons) {
            return Value.of(layer, neurons, extents, true);
        }
        int[] units = Value.moved(size);
        for (int i = 0; i < size; i++) {
            units[i] = i % neurons;
        }
        return Value.of(layer, neurons, extents, units, true);
    }
}
