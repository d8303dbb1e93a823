package org.cntexplorer.format.computation;

import ai.onnx.proto.OnnxMl.GraphProto;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.format.operator.Operator;

/**
 * What a unit's links carry at every step of a recurrent node of an ONNX model, as nodes behind its own: the node itself gives no sums.
 *
 * @param recurrent one direction of the node
 * @param input the value that the node takes
 * @param given the value of all its steps: steps, directions, samples, units
 * @param start the value of the states that the node starts with: directions, samples, units; empty where it starts with nothing
 * @param direction its place among the directions
 * @param backwards whether it goes from the last step to the first
 */
public record RecurrentSums(Operator.Recurrent recurrent, String input, String given, Optional<String> start, int direction, boolean backwards) {
    /** The names of the values that {@link #addTo} adds. */
    public List<String> values() {
        return List.of(Program.sumsOf(recurrent), Program.stepsOf(recurrent));
    }

    /** Whether what it takes is among some values. */
    public boolean isOf(Set<String> values) {
        return values.contains(input) && start.map(values::contains).orElse(true);
    }

    /** Adds its nodes to a graph, which must be of operator set 13 or newer. */
    public void addTo(GraphProto.Builder graph) {
        OnnxFile file = new OnnxFile(recurrent.outputs().getFirst() + " ");
        file.node("Gather", List.of(given, file.whole(direction)), List.of(Program.stepsOf(recurrent)), Map.of("axis", 1));
        Optional<String> own = start.map(all -> file.node("Gather", Map.of("axis", 0), all, file.whole(direction)));
        new RecurrentNodes(file).addSums(recurrent, input, own, backwards);
        file.addTo(graph);
    }
}
