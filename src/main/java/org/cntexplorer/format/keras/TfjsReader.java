package org.cntexplorer.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.ModelReader;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.Probe;
import org.cntexplorer.format.lowering.Lowering;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/**
 * Reads the model.json of TensorFlow.js: Keras' description of a model, and a list of the weights in the binary files beside it. Of the
 * two kinds that there are, a layers model is read; a graph model holds TensorFlow's operators instead of layers.
 */
public final class TfjsReader implements ModelReader {
    private static final int GLANCE = 64 << 10;
    private static final int FIRST = 64;
    private static final long LONGEST = 16L << 20;

    @Override
    public String format() {
        return "TensorFlow.js";
    }

    @Override
    public List<String> extensions() {
        return List.of("json");
    }

    @Override
    public Probe probe(MappedFile file) {
        // most files are something else, which the first bytes tell
        String first = start(file, FIRST).stripLeading();
        String text = first.isEmpty() || first.startsWith("{") ? start(file, GLANCE).stripLeading() : first;
        if (!text.startsWith("{")) {
            return Probe.no("is no JSON text");
        }
        return text.contains("\"modelTopology\"") || text.contains("\"weightsManifest\"") ? new Probe(1, "is a JSON text with a modelTopology")
                : Probe.no("is a JSON text without a modelTopology");
    }

    private static String start(MappedFile file, int bytes) {
        String start = new String(file.bytes().asSlice(0, Math.min(bytes, file.size())).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        return start.startsWith("\ufeff") ? start.substring(1) : start;
    }

    @Override
    public Network open(MappedFile file, OpenOptions options, Progress progress) throws ModelFormatException {
        JsonNode json = json(file);
        JsonNode topology = json.path("modelTopology");
        if (json.path("format").asText().equals("graph-model") || topology.has("node") || topology.has("library")) {
            throw new ModelFormatException(file.name() + " is a graph model of TensorFlow.js, which this version does not read;"
                    + " convert the model of Keras with --output_format=tfjs_layers_model, or open its .h5 or .keras.");
        }
        if (!topology.isObject()) {
            throw new ModelFormatException(file.name() + " lists weights of TensorFlow.js without the model's modelTopology; save the whole model.");
        }
        // the converter in Python writes one level more than the library in JavaScript
        JsonNode model = topology.has("model_config") ? topology.path("model_config") : topology;
        List<String> warnings = new ArrayList<>();
        TfjsWeights weights = new TfjsWeights(file, json.path("weightsManifest"), progress);
        KerasModel.Wired wired = new KerasModel(file.name(), "modelTopology", version(topology), weights, warnings).wired(model);
        return Lowering.network(file, format(), wired.operators(), wired.outputs(), warnings, options, progress);
    }

    /** TensorFlow.js computes what Keras 2 does, and its library says its own version. */
    private static String version(JsonNode topology) {
        String version = topology.path("keras_version").asText();
        return version.startsWith("3.") ? version : "2.";
    }

    private static JsonNode json(MappedFile file) throws ModelFormatException {
        if (file.size() > LONGEST) {
            throw new ModelFormatException(file.name() + " is a description of " + file.size() + " bytes for TensorFlow.js, and no layers model's has more than "
                    + LONGEST + "; save the model again.");
        }
        try {
            return new ObjectMapper().readTree(file.bytes().toArray(ValueLayout.JAVA_BYTE));
        } catch (IOException e) {
            throw new ModelFormatException(file.name() + " is a model of TensorFlow.js whose JSON was cut short or damaged; download or copy it again.", e);
        }
    }
}
