package org.cntexplorer.format.pytorch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.format.pickle.Pickled;
import org.cntexplorer.format.pytorch.TorchGraph.Misfit;
import org.cntexplorer.model.Tensor;

/**
 * Operators of a module that was pickled whole. A Sequential says how its modules are joined; others say it in code, which is not in the file:
 * they are taken to follow one another as they were registered, residual blocks and transformer layers as PyTorch and torchvision have them.
 */
final class ModuleWiring {
    private static final Set<String> IN_ORDER = Set.of("Sequential", "ModuleList", "DataParallel", "DistributedDataParallel", "OptimizedModule");
    /** Modules of torchvision that use their functions where they are registered: residual networks, and what stands between the blocks of dense ones. */
    private static final List<Set<String>> TOLD = List.of(Set.of("conv1", "bn1", "relu", "maxpool", "layer1"), Set.of("norm", "relu", "conv", "pool"));
    private static final int MOST_PARTS = 50_000;

    private final TorchTensors tensors;
    private final Set<String> inferred = new TreeSet<>();
    private TorchGraph graph;
    private int parts;
    /** Whether functions were left out, since their places are not known. */
    private boolean leftOut;

    ModuleWiring(TorchTensors tensors) {
        this.tensors = tensors;
    }

    /** @throws Misfit where what follows does not fit what is before it */
    void wire(TorchModule model, TorchGraph into) throws Misfit, ModelFormatException {
        graph = into;
        parts = 0;
        leftOut = false;
        String given = add(model, "", graph.input("input"));
        if (leftOut && graph.operators().stream().anyMatch(Operator.Activation.class::isInstance)) {
            // with no function at all, some are assumed
            graph.does(model.kind(), given, "has functions that stand where its code says", Optional.empty());
        }
        graph.operators().stream().filter(Operator.Recurrent.class::isInstance).findFirst().filter(recurrent -> !inferred.isEmpty()).ifPresent(recurrent ->
                graph.note("What follows \"" + recurrent.name() + "\" is taken to see every step of it; where the model takes the last one, what is given there counts."));
        if (!inferred.isEmpty()) {
            graph.note("The wiring of " + String.join(", ", inferred) + " is inferred: its modules are taken to follow one another as they were registered.");
        }
    }

    /** Whether the order of what was wired last stands nowhere in the file. */
    boolean isInferred() {
        return !inferred.isEmpty();
    }

    PartFacts facts(TorchModule module, String path) throws ModelFormatException {
        Map<String, Tensor> found = new LinkedHashMap<>();
        for (Map.Entry<String, Pickled> entry : module.tensors().entrySet()) {
            tensors.tensor(entry.getValue()).flatMap(TorchTensor::numbers).ifPresent(tensor -> found.put(entry.getKey(), tensor));
        }
        if (!found.containsKey("weight") && module.attribute("weight").isPresent()) {
            // computed from others by weight_norm or spectral_norm, and pickled as it was
            tensors.tensor(module.attribute("weight").get()).flatMap(TorchTensor::numbers).ifPresent(tensor -> found.put("weight", tensor));
        }
        TorchModule projection = module.children().get("out_proj");
        if (projection != null) {
            facts(projection, path).tensor("weight").ifPresent(tensor -> found.put("out_proj.weight", tensor));
            facts(projection, path).tensor("bias").ifPresent(tensor -> found.put("out_proj.bias", tensor));
        }
        return new PartFacts(path, kind(module, found), name -> module.attribute(name).map(Py::of).orElse(Py.UNKNOWN),
                name -> Optional.ofNullable(found.get(name)));
    }

    /** Its class, or for somebody's own version of a convolution, a dense layer or a normalisation, PyTorch's. */
    private static String kind(TorchModule module, Map<String, Tensor> found) {
        Tensor weight = found.get("weight");
        if (module.path().startsWith("torch.nn.") || weight == null || !module.children().isEmpty()) {
            return module.kind();
        }
        if (weight.rank() >= 3 && weight.rank() <= 5 && module.attribute("kernel_size").isPresent() && module.attribute("stride").isPresent()) {
            boolean transposed = module.attribute("transposed").map(Py::of).flatMap(Py::truth).orElse(false);
            return (transposed ? "ConvTranspose" : "Conv") + (weight.rank() - 2) + "d";
        }
        if (weight.rank() == 2 && module.attribute("in_features").isPresent()) {
            return "Linear";
        }
        return weight.rank() == 1 && found.containsKey("running_var") ? "BatchNorm2d" : module.kind();
    }

    String add(TorchModule module, String path, String input) throws Misfit, ModelFormatException {
        if (++parts > MOST_PARTS) {
            throw new Misfit("it has more than " + MOST_PARTS + " modules");
        }
        PartFacts part = facts(module, path);
        String kind = part.kind();
        if (module.children().isEmpty() || kind.equals("MultiheadAttention")) {
            return leaf(module, part, input);
        }
        Optional<String> block = new KnownBlocks(this, graph).add(module, part, input);
        if (block.isPresent()) {
            if (!kind.equals("TransformerEncoderLayer")) {
                inferred.add(kind);
            }
            return block.get();
        }
        boolean ordered = IN_ORDER.contains(kind) || module.children().size() == 1;
        if (!ordered) {
            inferred.add(kind);
        }
        return inOrder(module, path, input, ordered);
    }

    private String leaf(TorchModule module, PartFacts part, String input) throws Misfit, ModelFormatException {
        Optional<String> known = PartKinds.add(graph, part, input);
        if (known.isPresent()) {
            return known.get();
        }
        if (module.tensors().values().stream().anyMatch(tensor -> tensor != Pickled.None.NONE)) {
            return graph.block(part.name(), part.kind(), List.of(input));
        }
        if (!part.kind().endsWith("Loss")) {
            graph.note("The module \"" + part.name() + "\" (" + part.kind() + ") has no weights and is not known; it is taken to pass its input on.");
        }
        return part.kind().endsWith("Loss") ? graph.pass(part.name(), input)
                : graph.does(part.name(), input, "passes the module " + part.kind(), Optional.empty());
    }

    private String inOrder(TorchModule module, String path, String input, boolean ordered) throws Misfit, ModelFormatException {
        long weighted = module.children().values().stream().filter(child -> !isFunction(child)).count();
        long functions = module.children().size() - weighted;
        // a function that is registered once is used again and again; where, only the code says
        boolean functionsKnown = ordered || functions >= weighted - 1 || TOLD.stream().anyMatch(module.children().keySet()::containsAll);
        boolean own = !ordered && module.tensors().values().stream().anyMatch(tensor -> tensor != Pickled.None.NONE);
        if (own) {
            graph.note("The tensors " + String.join(", ", module.tensors().keySet().stream().limit(8).toList())
                    + " of " + module.kind() + " are used by its own code, and were left out.");
        }
        String value = own ? graph.does(path.isEmpty() ? module.kind() : path, input, "meets tensors of " + module.kind() + " in its code", Optional.empty()) : input;
        for (Map.Entry<String, TorchModule> child : module.children().entrySet()) {
            boolean function = !functionsKnown && isFunction(child.getValue());
            leftOut |= function && !child.getValue().kind().startsWith("Dropout");
            boolean without = function
                    || !ordered && graph.poolsBetween() && child.getValue().kind().matches("(Max|Avg)Pool[123]d");
            if (!without) {
                value = add(child.getValue(), path.isEmpty() ? child.getKey() : path + "." + child.getKey(), value);
            }
        }
        return value;
    }

    private static boolean isFunction(TorchModule module) {
        return ActivationNames.ofModule(module.kind()).isPresent() || module.kind().startsWith("Dropout");
    }
}
