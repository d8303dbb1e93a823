package org.cntexplorer.format.computation;

import ai.onnx.proto.OnnxMl.GraphProto;
import java.util.List;
import java.util.Map;
import org.cntexplorer.format.operator.Operator;

/**
 * What a unit's links carry at every step of a recurrent node of an ONNX model, as nodes behind its own: the node itself gives no sums.
 *
 * @param recurrent one direction of the node, that starts with nothing
 * @param input the value that the node takes
 * @param given the value of all its steps: steps, directions, samples, units
 * @param direction its place among the directions
 * @param backwards whether it goes from the last step to the first
 */
public record RecurrentSums(Operator.Recurrent recurrent, String input, String given, int direction, boolean backwards) {
    /** The names of the values that {@link #addTo} adds. */
    public List<String> values() {
        return List.of(Program.sumsOf(recurrent), Program.stepsOf(recurrent));
    }

    /** Adds its nodes to a graph, which must be of operator set 13 or newer. */
    public void addTo(GraphProto.Builder graph) {
        OnnxFile file = new OnnxFile(recurrent.outputs().getFirst() + " ");
        file.node("Gather", List.of(given, file.whole(direction)), List.of(Program.stepsOf(recurrent)), Map.of("axis", 1));
        new RecurrentNodes(file).addSums(recurrent, input, backwards);
        file.addTo(graph);
    }
}
