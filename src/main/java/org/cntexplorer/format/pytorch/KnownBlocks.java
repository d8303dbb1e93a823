package org.cntexplorer.format.pytorch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.pytorch.TorchGraph.Misfit;
import org.cntexplorer.model.Tensor;

/**
 * Modules whose parts do not follow one another, known by the names of their parts: residual blocks as torchvision has them, layers of
 * transformers as PyTorch, timm and Hugging Face have them.
 */
final class KnownBlocks {
    private static final List<String> HEADS = List.of("num_heads", "heads", "h", "n_head", "n_heads", "num_attention_heads", "nhead");

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
