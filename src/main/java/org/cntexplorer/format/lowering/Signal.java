package org.cntexplorer.format.lowering;

import java.util.List;

/**
 * A value on its way between two operators: the neurons of one layer, as the file arranges them.
 *
 * @param layer index of the layer whose neurons these are
 * @param extents as the file arranges them, without the batch; empty where it is not known yet
 * @param order how the file's order, row-major in {@code extents}, runs through the layer's neurons
 */
record Signal(int layer, List<Integer> extents, NeuronOrder order) {
    Signal {
        extents = List.copyOf(extents);
    }

    Signal arranged(List<Integer> others) {
        return new Signal(layer, others, order);
    }
}
