package org.cntexplorer.format.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.ModelReader;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.Probe;
import org.cntexplorer.format.lowering.Lowering;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/** Reads ONNX: the graph of a model, its weights in place. */
public final class OnnxReader implements ModelReader {
    private static final int MOST_NODES = 100_000;
    /** Lengths of a signal that the file leaves open: none first. */
    private static final int[] GUESSES = {0, 512, 64, 224, 1024, 16_000};

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
        OnnxTensors tensors = new OnnxTensors(file);
        ModelFormatException first = null;
        for (int guess : GUESSES) {
            try {
                Optional<Network> network = network(model, file, tensors, options, guess, progress);
                if (network.isPresent()) {
                    return network.get();
                }
            } catch (ModelFormatException e) {
                // with other extents it may fit
                first = first == null ? e : first;
                if (guess == 0) {
                    throw e;
                }
            }
        }
        throw first;
    }

    /** @param guess for extents that the file leaves open; 0 to leave them so @return empty where they are open */
    private Optional<Network> network(ModelProto model, MappedFile file, OnnxTensors tensors, OpenOptions options, int guess, Progress progress)
            throws ModelFormatException {
        List<String> warnings = new ArrayList<>();
        OnnxGraph graph = new OnnxGraph(model);
        OnnxInputs inputs = new OnnxInputs(model, graph, options, guess, warnings::add);
        if (guess == 0 && inputs.isOpen()) {
            return Optional.empty();
        }
        if (guess > 0) {
            warnings.add("The file leaves the length of its input open, and " + guess + " was taken; give another (--input-shape).");
        }
        Map<String, Integer> takers = new HashMap<>();
        Set<String> indices = new HashSet<>();
        Lowering lowering = new Lowering(file, warnings, new Lowering.Plan(takers, inputs.convolutional(), inputs.sequences(), inputs.steps(), indices),
                options, progress);
        Constants constants = new Constants(graph, tensors, lowering::warn);
        Walk walk = new Walk(graph, constants, tensors, lowering, takers, new Deferral(inputs.inputs(), inputs.wholes(), indices));
        Set<String> own = OnnxComputation.values(model);
        boolean summing = OnnxComputation.canSum(model);
        // the sums of a recurrent node are added when it is run: where it is a node of the model's graph, not of a body inside
        lowering.name(name -> own.contains(name) || summing && walk.recurrent.stream().anyMatch(one -> one.isOf(own) && one.values().contains(name)));
        try {
            List<String> roots = new OnnxOperators(walk, progress).model();
            Network network = lowering.network(format(), roots);
            return Optional.of(network.computedBy(new OnnxComputation(model, tensors, List.copyOf(inputs.inputs().values()), inputs.wholes(), summing ? walk.recurrent.stream().filter(one -> one.isOf(own)).toList() : List.of(),
                    lowering.layerValues())));
        } catch (Walk.Misfit e) {
            // in the place of an input, or of what a function takes, no block can stand
            if (e.getCause() instanceof ModelFormatException told) {
                throw told;
            }
            throw new ModelFormatException(file.name() + ": the extents of its values do not fit its operators; export the model again.", e);
        }
    }
}
