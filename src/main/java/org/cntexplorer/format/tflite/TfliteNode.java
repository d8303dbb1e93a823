package org.cntexplorer.format.tflite;

import java.util.List;
import java.util.Optional;

/**
 * A step of the graph.
 *
 * @param type "CONV_2D"; of one that TensorFlow Lite has not built in, the name that the file gives it
 * @param inputs indices of tensors; −1 for one that is left out
 * @param outputs indices of tensors, all there
 * @param options what else it is told, where it is told something
 */
record TfliteNode(String type, List<Integer> inputs, List<Integer> outputs, Optional<FlatTable> options) {
    TfliteNode {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** The tensor at a place of its inputs, or −1. */
    int input(int place) {
        return place < inputs.size() ? inputs.get(place) : -1;
    }

    int output() {
        return outputs.isEmpty() ? -1 : outputs.getFirst();
    }
}
