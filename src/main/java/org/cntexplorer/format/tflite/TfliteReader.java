package org.cntexplorer.format.tflite;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.ModelReader;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.Probe;
import org.cntexplorer.format.lowering.Lowering;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/** Reads TensorFlow Lite: the graph of a model, its weights in place where they are not quantised. */
public final class TfliteReader implements ModelReader {
    private static final int IDENTIFIER = 'T' | 'F' << 8 | 'L' << 16 | '3' << 24;

    @Override
    public String format() {
        return "TensorFlow Lite";
    }

    @Override
    public List<String> extensions() {
        return List.of("tflite");
    }

    @Override
    public Probe probe(MappedFile file) {
        boolean marked = file.size() >= 8
                && file.bytes().get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 4) == IDENTIFIER;
        return marked ? new Probe(1, "has TensorFlow Lite's TFL3 behind its first four bytes") : Probe.no("has no TFL3 behind its first four bytes");
    }

    @Override
    public Network open(MappedFile file, OpenOptions options, Progress progress) throws ModelFormatException {
        progress.report(-1, "Reading the graph of " + file.name());
        TfliteGraph graph = new TfliteGraph(file);
        Weights weights = new Weights(file, graph, progress);
        List<String> warnings = new ArrayList<>();
        List<Operator> operators = new TfliteOperators(file, graph, weights, warnings).operators();
        if (weights.areQuantised()) {
            warnings.add("The weights are stored as whole numbers, and what they stand for is shown: (number − zero point) · scale.");
        }
        return Lowering.network(file, format(), operators, graph.outputs().stream().map(output -> graph.tensor(output).value()).toList(), warnings, options, progress);
    }
}
