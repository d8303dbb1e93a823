package org.cntexplorer.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.format.FilesBeside;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.ModelReader;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.Probe;
import org.cntexplorer.format.lowering.InferredChain;
import org.cntexplorer.format.lowering.Lowering;
import org.cntexplorer.format.lowering.NamedTensor;
import org.cntexplorer.format.lowering.WeightChain;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/**
 * Reads a SavedModel that Keras wrote, by its saved_model.pb: its layers as Keras describes them in there or in the keras_metadata.pb beside
 * it, its weights from the folder "variables". Without that description, or from a checkpoint's ".index" alone, the layers are inferred.
 */
public final class SavedModelReader implements ModelReader {
    private static final String GRAPH = "saved_model.pb";
    private static final String METADATA = "keras_metadata.pb";
    private static final String INDEX = "variables/variables.index";
    private static final int MOST_FILES = 1000;
    private static final int DEEPEST = 100;
    private static final long LONGEST = 16L << 20;

    @Override
    public String format() {
        return "TensorFlow SavedModel";
    }

    @Override
    public List<String> extensions() {
        return List.of("pb", "index");
    }

    @Override
    public Probe probe(MappedFile file) {
        if (file.name().endsWith(".index") && SortedTable.isOne(file.bytes())) {
            return new Probe(1, "is the table of a checkpoint of TensorFlow");
        }
        boolean message = file.bytes().get(ValueLayout.JAVA_BYTE, 0) == 8;
        return file.name().equals(GRAPH) && message && Files.exists(file.path().resolveSibling("variables").resolve("variables.index"))
                ? new Probe(0.9, "is a SavedModel with its variables beside it") : Probe.no("is neither a saved_model.pb with its variables nor a checkpoint's table");
    }

    @Override
    public Network open(MappedFile file, OpenOptions options, Progress progress) throws ModelFormatException {
        progress.report(-1, "Reading the variables of " + file.name());
        FilesBeside files = new FilesBeside(file, MOST_FILES);
        boolean whole = file.name().equals(GRAPH);
        List<VariableBundle.Variable> variables = whole
                ? new VariableBundle(file.name(), files, INDEX, files.map(INDEX, file.name() + " keeps its weights in another file, ")).variables()
                : new VariableBundle(file.name(), files, file.name(), file.bytes()).variables();
        List<String> warnings = new ArrayList<>();
        Optional<JsonNode> model = whole ? description(file, files) : Optional.empty();
        if (model.isPresent()) {
            KerasModel.Wired wired = new KerasModel(file.name(), "description", "2.", new SavedWeights(variables), warnings).wired(model.get());
            return Lowering.network(file, format(), wired.operators(), wired.outputs(), warnings, options, progress);
        }
        // the names say less of the order than the places do, where these are numbered
        boolean numbered = variables.stream().allMatch(variable -> variable.number() >= 0);
        List<NamedTensor> tensors = new ArrayList<>();
        for (VariableBundle.Variable variable : numbered ? variables.stream().sorted(Comparator.comparingInt(VariableBundle.Variable::number)).toList()
                : variables) {
            tensors.add(new NamedTensor(variable.name(), variable.numbers().read(), false));
        }
        List<Operator> operators = WeightChain.operators(file.name(), tensors,
                numbered ? WeightChain.Listing.IN_FILE_ORDER : WeightChain.Listing.IN_NO_ORDER, options, warnings);
        return InferredChain.network(file, format(), operators, warnings, options, progress);
    }

    /** The description of the outermost model, where there is one that can be read. */
    private static Optional<JsonNode> description(MappedFile file, FilesBeside files) throws ModelFormatException {
        List<String> found = new ArrayList<>();
        Path metadata = file.path().resolveSibling(METADATA);
        if (Files.isRegularFile(metadata) && metadata.toFile().length() > 0) {
            // a list of objects, the first of which is the outermost
            Varints.message(files.map(METADATA, file.name() + " keeps its description in another file, "), METADATA, (node, number, object) -> {
                if (node == 1 && object != null && found.isEmpty()) {
                    text(object, 5, METADATA, found);
                }
            });
        } else {
            inGraph(file, found);
        }
        if (found.isEmpty() || found.getFirst().isBlank()) {
            return Optional.empty();
        }
        JsonNode described = KerasModel.parse(file.name(), "description", found.getFirst());
        JsonNode model = described.isObject() ? plain((ObjectNode) described, 0, file.name()) : described;
        return KerasModel.isModel(model) ? Optional.of(model) : Optional.empty();
    }

    /** Up to TensorFlow 2.4 the description stands with the graph's objects. */
    private static void inGraph(MappedFile file, List<String> found) throws ModelFormatException {
        within(file.bytes(), file.name(), 2, graph -> within(graph, file.name(), 7, objects -> within(objects, file.name(), 1, object -> {
            if (found.isEmpty()) {
                within(object, file.name(), 4, user -> text(user, 3, file.name(), found));
            }
        })));
    }

    private interface Part {
        void accept(MemorySegment message) throws ModelFormatException;
    }

    private static void within(MemorySegment message, String source, int wanted, Part part) throws ModelFormatException {
        Varints.message(message, source, (field, number, bytes) -> {
            if (field == wanted && bytes != null) {
                part.accept(bytes);
            }
        });
    }

    private static void text(MemorySegment message, int wanted, String source, List<String> found) throws ModelFormatException {
        within(message, source, wanted, text -> {
            if (text.byteSize() <= LONGEST) {
                found.add(new String(text.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8));
            }
        });
    }

    /** Tuples and shapes, which are written as objects that have a list, as that list. */
    private static JsonNode plain(JsonNode node, int depth, String source) throws ModelFormatException {
        if (depth > DEEPEST) {
            throw new ModelFormatException(source + ": its description is nested more than " + DEEPEST + " deep; save the model again.");
        }
        String kind = node.path("class_name").asText();
        if (node.path("items").isArray() && (kind.equals("__tuple__") || kind.equals("TensorShape"))) {
            return plain(node.get("items"), depth + 1, source);
        }
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                entry.setValue(plain(entry.getValue(), depth + 1, source));
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, plain(array.get(i), depth + 1, source));
            }
        }
        return node;
    }
}
