package org.cntexplorer.format.pytorch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.pytorch.TorchGraph.Misfit;
import org.cntexplorer.model.Tensor;

/**
 * Modules whose parts do not follow one another, known by the names of their parts: blocks of residual and other networks as torchvision has them,
 * layers of transformers as PyTorch, timm and Hugging Face have them.
 */
final class KnownBlocks {
    private static final List<String> HEADS = List.of("num_heads", "heads", "h", "n_head", "n_heads", "num_attention_heads", "nhead");

    /** What tells that a module of torchvision adds what it takes to what its own module gives. */
    private static final List<String> SKIPPING = List.of("use_res_connect", "apply_residual");
    private static final List<String> SQUEEZING = List.of("avgpool", "fc1", "fc2", "activation", "scale_activation");
    private static final List<String> FIRE = List.of("squeeze", "squeeze_activation", "expand1x1", "expand1x1_activation", "expand3x3", "expand3x3_activation");

    private final ModuleWiring wiring;
    private final TorchGraph graph;

    KnownBlocks(ModuleWiring wiring, TorchGraph graph) {
        this.wiring = wiring;
        this.graph = graph;
    }

    /** @return the value that it gives; empty where it is none of them */
    Optional<String> add(TorchModule module, PartFacts part, String input) throws Misfit, ModelFormatException {
        Map<String, TorchModule> children = module.children();
        if (part.kind().equals("TransformerEncoderLayer")) {
            return Optional.of(transformer(module, part, input));
        }
        if (!main(module).isEmpty()) {
            return Optional.of(residual(module, part.name(), main(module), input));
        }
        List<String> trained = children.entrySet().stream().filter(child -> !child.getValue().kind().equals("StochasticDepth")).map(Map.Entry::getKey).toList();
        if (trained.size() == 1 && SKIPPING.stream().anyMatch(part::truth)) {
            return Optional.of(graph.sum(part.name() + " sum", List.of(input, child(module, part.name(), trained.getFirst(), input))));
        }
        if (!children.isEmpty() && children.keySet().stream().allMatch(name -> name.startsWith("denselayer"))) {
            return Optional.of(growing(module, part.name(), input));
        }
        if (children.keySet().equals(Set.of("features", "classifier")) && children.get("features").children().containsKey("denseblock1")) {
            String features = graph.relu(part.name() + " relu", child(module, part.name(), "features", input));
            return Optional.of(child(module, part.name(), "classifier", features));
        }
        if (children.keySet().containsAll(SQUEEZING)) {
            return Optional.of(squeezed(module, part.name(), input));
        }
        if (children.keySet().containsAll(FIRE)) {
            return Optional.of(fire(module, part.name(), input));
        }
        for (List<String> names : List.of(List.of("norm1", "attn", "norm2", "mlp"), List.of("ln_1", "attn", "ln_2", "mlp"),
                List.of("ln_1", "self_attention", "ln_2", "mlp"))) {
            if (children.keySet().containsAll(names)) {
                String path = part.name();
                Optional<Tensor> norm = wiring.facts(children.get(names.getFirst()), path).tensor("weight");
                String tokens = norm.isEmpty() ? input : PartKinds.tokens(graph, path, input, norm.get().size());
                String attended = child(module, path, names.get(1), child(module, path, names.get(0), tokens));
                String middle = graph.sum(path + " sum 1", List.of(tokens, attended));
                return Optional.of(graph.sum(path + " sum 2", List.of(middle, child(module, path, names.get(3), child(module, path, names.get(2), middle)))));
            }
        }
        return attention(module, part, input);
    }

    /** Attention that keeps its projections apart, or in one module of three times the features. */
    private Optional<String> attention(TorchModule module, PartFacts part, String input) throws Misfit, ModelFormatException {
        Optional<Integer> heads = HEADS.stream().map(part::whole).flatMap(Optional::stream).findFirst();
        if (heads.isEmpty()) {
            return Optional.empty();
        }
        String path = part.name();
        String mixed = null;
        for (List<String> names : List.of(List.of("query", "key", "value"), List.of("q_proj", "k_proj", "v_proj"), List.of("q", "k", "v"),
                List.of("to_q", "to_k", "to_v"))) {
            if (mixed == null && module.children().keySet().containsAll(names)) {
                Optional<Tensor> matrix = wiring.facts(module.children().get(names.getFirst()), path).tensor("weight").filter(weight -> weight.rank() == 2);
                if (matrix.isEmpty()) {
                    return Optional.empty();
                }
                mixed = SequenceParts.attend(graph, path, child(module, path, names.get(0), input), child(module, path, names.get(1), input),
                        child(module, path, names.get(2), input), heads.get(), Math.toIntExact(matrix.get().extent(0)));
            }
        }
        for (String name : List.of("qkv", "to_qkv", "in_proj")) {
            if (mixed == null && module.children().containsKey(name)) {
                PartFacts all = wiring.facts(module.children().get(name), path + "." + name);
                Optional<Tensor> matrix = all.tensor("weight").filter(weight -> weight.rank() == 2 && weight.extent(0) % 3 == 0);
                if (matrix.isEmpty()) {
                    return Optional.empty();
                }
                int features = Math.toIntExact(matrix.get().extent(0) / 3);
                String[] projected = new String[3];
                for (int i = 0; i < 3; i++) {
                    long from = (long) i * features;
                    projected[i] = graph.linear(all.name() + "." + List.of("query", "key", "value").get(i), input,
                            SequenceParts.rows(matrix.get(), from, features), all.tensor("bias").map(bias -> SequenceParts.rows(bias, from, features)));
                }
                mixed = SequenceParts.attend(graph, path, projected[0], projected[1], projected[2], heads.get(), features);
            }
        }
        for (String name : List.of("proj", "out_proj", "o_proj", "to_out", "o")) {
            if (mixed != null && module.children().containsKey(name)) {
                return Optional.of(child(module, path, name, mixed));
            }
        }
        return Optional.ofNullable(mixed);
    }

    /** The modules of torchvision's BasicBlock or Bottleneck in their order; empty where it is none. */
    private static List<String> main(TorchModule module) {
        Map<String, TorchModule> children = module.children();
        boolean shortcut = children.containsKey("downsample") || children.containsKey("shortcut") || module.attribute("downsample").isPresent();
        if (!shortcut || !children.containsKey("conv1") || !children.containsKey("conv2")) {
            return List.of();
        }
        List<String> main = new ArrayList<>();
        for (int i = 1; children.containsKey("conv" + i); i++) {
            main.add("conv" + i);
            if (children.containsKey("bn" + i)) {
                main.add("bn" + i);
            }
        }
        return main;
    }

    private String residual(TorchModule module, String path, List<String> main, String input) throws Misfit, ModelFormatException {
        String value = input;
        for (int i = 0; i < main.size(); i++) {
            String child = main.get(i);
            value = wiring.add(module.children().get(child), path + "." + child, value);
            boolean next = i + 1 < main.size() && main.get(i + 1).startsWith("conv");
            if (next) {
                value = graph.relu(path + ".relu", value);
            }
        }
        TorchModule projection = module.children().getOrDefault("downsample", module.children().get("shortcut"));
        String skip = projection == null ? input
                : wiring.add(projection, path + (module.children().containsKey("downsample") ? ".downsample" : ".shortcut"), input);
        return graph.relu(path + ".relu", graph.sum(path + " sum", List.of(value, skip)));
    }

    /** Each channel times a factor of all channels' means. */
    private String squeezed(TorchModule module, String path, String input) throws Misfit, ModelFormatException {
        String value = input;
        for (String name : List.of("avgpool", "fc1", "activation", "fc2", "scale_activation")) {
            value = child(module, path, name, value);
        }
        return graph.block(path + " product", "mul", List.of(input, value), graph.extents(input).orElse(List.of()), Optional.of(Formula.of("Mul")));
    }

    /** Each layer takes what all before it gave, side by side. */
    private String growing(TorchModule module, String path, String input) throws Misfit, ModelFormatException {
        List<String> given = new ArrayList<>(List.of(input));
        for (Map.Entry<String, TorchModule> layer : module.children().entrySet()) {
            String name = path + "." + layer.getKey();
            String value = given.size() == 1 ? input : graph.joined(name, given, 1);
            for (String part : layer.getValue().children().keySet()) {
                value = child(layer.getValue(), name, part, value);
            }
            given.add(value);
        }
        return graph.joined(path, given, 1);
    }

    private String fire(TorchModule module, String path, String input) throws Misfit, ModelFormatException {
        String narrow = child(module, path, "squeeze_activation", child(module, path, "squeeze", input));
        return graph.joined(path, List.of(child(module, path, "expand1x1_activation", child(module, path, "expand1x1", narrow)),
                child(module, path, "expand3x3_activation", child(module, path, "expand3x3", narrow))), 1);
    }

    private String transformer(TorchModule module, PartFacts part, String input) throws Misfit, ModelFormatException {
        boolean before = part.truth("norm_first");
        String path = part.name();
        String attended = child(module, path, "self_attn", before ? child(module, path, "norm1", input) : input);
        String first = graph.sum(path + " sum 1", List.of(input, attended));
        String middle = before ? first : child(module, path, "norm1", first);
        String inner = child(module, path, "linear1", before ? child(module, path, "norm2", middle) : middle);
        String out = child(module, path, "linear2", graph.activation(path + ".activation", inner, function(part),
                TorchFunctions.Given.NOTHING));
        String second = graph.sum(path + " sum 2", List.of(middle, out));
        return before ? second : child(module, path, "norm2", second);
    }

    /** Its name, or the kind of the module that it is, or, where it is a function, what PyTorch noted of it. */
    private static String function(PartFacts part) {
        return part.text("activation").orElseGet(() -> part.whole("activation_relu_or_gelu").filter(number -> number == 2).map(number -> "gelu").orElse("relu"));
    }

    private String child(TorchModule module, String path, String name, String input) throws Misfit, ModelFormatException {
        TorchModule child = module.children().get(name);
        if (child == null) {
            throw new Misfit("\"" + path + "\" has no " + name);
        }
        return wiring.add(child, path.isEmpty() ? name : path + "." + name, input);
    }
}
