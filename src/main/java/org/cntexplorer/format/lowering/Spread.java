package org.cntexplorer.format.lowering;

import java.util.Arrays;
import org.cntexplorer.model.Averaging;

/** A part of a value as one window for every element of the whole: empty for those that come from elsewhere. */
final class Spread {
    private Spread() {}

    static Averaging over(Part part, int size) {
        if (part.elements() == null) {
            return part.units();
        }
        int[] elements = part.elements();
        if (elements[elements.length - 1] - elements[0] == elements.length - 1) {
            return part.units().then(Averaging.run(size, elements[0], elements.length, 0, elements.length));
        }
        int[] unitOf = new int[size];
        Arrays.fill(unitOf, Value.NOTHING);
        for (int i = 0; i < elements.length; i++) {
            unitOf[elements[i]] = i;
        }
        return part.units().then(Averaging.of(unitOf, part.units().units()));
    }
}
