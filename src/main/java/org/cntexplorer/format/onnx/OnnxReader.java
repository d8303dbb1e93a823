package org.cntexplorer.format.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.ModelReader;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.Probe;
import org.cntexplorer.format.lowering.Lowering;
import org.cntexplorer.format.lowering.Operator;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/** Reads ONNX: the graph of a model, its weights in place. */
public final class OnnxReader implements ModelReader {
    private static final int MOST_NODES = 50_000;

    @Override
    public String format() {
        return "ONNX";
    }

    @Override
    public List<String> extensions() {
        return List.of("onnx");
    }

    @Override
    public Probe probe(MappedFile file) {
        boolean named = file.name().toLowerCase(Locale.ROOT).endsWith(".onnx");
        return switch (OnnxMessage.end(file.bytes())) {
            case WHOLE -> new Probe(named ? 1 : 0.9, "is built as an ONNX model is");
            // a few bytes may look like the beginning of a model by chance
            case CUT_SHORT -> named ? new Probe(0.5, "begins as an ONNX model does") : Probe.no("only its first bytes are as in an ONNX model");
            case OTHER -> Probe.no("is not built as an ONNX model is");
        };
    }

    @Override
    public Network open(MappedFile file, OpenOptions options, Progress progress) throws ModelFormatException {
        progress.report(-1, "Reading the graph of " + file.name());
        ModelProto model = OnnxMessage.parse(file);
        progress.check();
        if (model.getGraph().getNodeCount() == 0) {
            throw new ModelFormatException(file.name() + " is an ONNX model without operators; export the model again.");
        }
        if (model.getGraph().getNodeCount() > MOST_NODES) {
            throw new ModelFormatException(file.name() + " has " + model.getGraph().getNodeCount() + " operators, and this program draws networks of up to "
                    + MOST_NODES + "; open a smaller model.");
        }
        List<String> warnings = new ArrayList<>();
        OnnxGraph graph = new OnnxGraph(model.getGraph());
        OnnxTensors tensors = new OnnxTensors(file);
        Constants constants = new Constants(file, graph, tensors);
        List<Operator> operators = new OnnxOperators(graph, constants, tensors, warnings, options).operators();
        return Lowering.network(file, format(), operators, warnings, options, progress);
    }
}
