package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cntexplorer.format.NaturalOrder;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/**
 * Transformers of which names and arrays alone are known: torch.nn's, torchvision's and timm's, and those of Hugging Face. Their layers are found
 * by the names of their attentions and by shapes, and wired as these networks are; what is left is told.
 */
final class TransformerLayers {
    /** Of a layer on its own, in whose name no number says what belongs to it. */
    private static final Pattern PARTS = Pattern.compile("(?i)(.*(norm|ln)_?\\d|linear_?[12]|fc_?[12]|mlp\\..*|ffn?\\..*|(intermediate|output|attention)\\..*|.*_layer_norm"
            + "|(input|post_attention)_layernorm)");

    private static final int MOST_STACKS = 50;
    private static final int MOST_LAYERS = 5000;

    /** Layers that follow one another under one name. */
    private record Stack(String owner, List<TransformerBlock> blocks) {
        int width() {
            return blocks.getFirst().width();
        }

        /** The same for those that follow one another in stages of their own. */
        String tower() {
            return owner.replaceAll("\\d+", "");
        }

        /** How many parts of its name begin the name of a group, too. */
        int shared(LayerGroup group) {
            String[] own = owner.split("\\.");
            String[] other = group.owner().split("\\.");
            int same = 0;
            while (same < own.length && same < other.length && own[same].equals(other[same]) && !own[same].isEmpty()) {
                same++;
            }
            return same;
        }
    }

    private final TokenOperators tokens = new TokenOperators();
    private final UnplacedGroups all;
    private final List<Stack> stacks = new ArrayList<>();
    private final boolean inOrder;
    private final boolean conv1d;
    private final TransformerStem stem;
    private final List<String> warnings;

    private TransformerLayers(List<LayerGroup> groups, List<AttentionArrays> attentions, boolean inOrder, OpenOptions options, List<String> warnings) {
        this.all = new UnplacedGroups(groups);
        this.inOrder = inOrder;
        this.conv1d = AttentionArrays.areConv1d(groups);
        this.warnings = warnings;
        this.stem = new TransformerStem(tokens, options, warnings);
        Map<String, List<AttentionArrays>> owners = new LinkedHashMap<>();
        attentions.forEach(attention -> owners.computeIfAbsent(TransformerBlock.ownerOf(attention), owner -> new ArrayList<>()).add(attention));
        Map<String, List<LayerGroup>> members = members(owners, groups);
        Map<String, List<TransformerBlock>> found = new LinkedHashMap<>();
        owners.forEach((owner, own) -> found.computeIfAbsent(AttentionArrays.parent(owner), name -> new ArrayList<>())
                .add(new TransformerBlock(owner, own, members.get(owner), conv1d)));
        if (found.size() > MOST_STACKS || owners.size() > MOST_LAYERS) {
            throw new IllegalArgumentException("they are of " + owners.size() + " layers under " + found.size() + " names");
        }
        found.forEach((owner, blocks) -> {
            blocks.sort(Comparator.comparing(TransformerBlock::owner, NaturalOrder.OF_WEIGHTS));
            stacks.add(new Stack(owner, blocks));
        });
        // what takes another sequence comes behind it
        stacks.sort(Comparator.comparing(stack -> stack.blocks().getFirst().isDecoder()));
    }

    /** @param inOrder whether the order of the arrays is perhaps the layers' @return empty where there is no attention that is known */
    static Optional<List<Operator>> of(List<NamedTensor> arrays, boolean inOrder, OpenOptions options, List<String> warnings) {
        List<LayerGroup> groups = LayerGroup.of(inOrder ? arrays : WeightNames.ordered(arrays));
        List<AttentionArrays> attentions = AttentionArrays.of(groups);
        if (attentions.isEmpty() || attentions.size() > 2 * MOST_LAYERS) {
            return Optional.empty();
        }
        List<String> notes = new ArrayList<>();
        try {
            TransformerLayers layers = new TransformerLayers(groups, attentions, inOrder, options, notes);
            layers.build();
            warnings.add("The wiring is inferred from the names and shapes of the arrays: that of transformers with such names.");
            warnings.addAll(notes);
            return Optional.of(layers.tokens.operators());
        } catch (IllegalArgumentException | ArithmeticException e) {
            warnings.add("The names are those of a transformer, but the arrays are not (" + e.getMessage() + ").");
            return Optional.empty();
        }
    }

    /** The groups of each layer: those of its attentions, and those whose names begin with its own. */
    private static Map<String, List<LayerGroup>> members(Map<String, List<AttentionArrays>> owners, List<LayerGroup> groups) {
        Map<LayerGroup, String> attending = new IdentityHashMap<>();
        owners.forEach((owner, own) -> own.forEach(attention -> attention.groups().forEach(group -> attending.put(group, owner))));
        Map<String, List<LayerGroup>> members = new LinkedHashMap<>();
        for (LayerGroup group : groups) {
            String owner = attending.containsKey(group) ? attending.get(group) : within(group.owner(), owners.keySet());
            if (owner != null) {
                members.computeIfAbsent(owner, name -> new ArrayList<>()).add(group);
            }
        }
        return members;
    }

    /** The layer that a group is in by its name; null for none. */
    private static String within(String group, Set<String> owners) {
        for (String owner = group;; owner = AttentionArrays.parent(owner)) {
            boolean numbered = !owner.isEmpty() && Character.isDigit(owner.charAt(owner.length() - 1));
            if (owners.contains(owner) && (numbered || PARTS.matcher(group.substring(owner.isEmpty() ? 0 : Math.min(group.length(), owner.length() + 1))).matches())) {
                return owner;
            }
            if (owner.isEmpty()) {
                return null;
            }
        }
    }

    private void build() {
        Map<String, List<Stack>> towers = new LinkedHashMap<>();
        if (stacks.stream().anyMatch(stack -> stack.blocks().getFirst().isTorch())) {
            warnings.add("The normalisations are taken to stand behind the sums, as torch.nn has them unless it is told norm_first.");
        }
        stacks.forEach(stack -> {
            towers.computeIfAbsent(stack.tower(), name -> new ArrayList<>()).add(stack);
            stack.blocks().forEach(block -> all.place(block.used()));
        });
        List<String> given = new ArrayList<>();
        for (List<Stack> tower : towers.values()) {
            given.addFirst(tower(tower, given.isEmpty() ? null : given.getFirst(), towers.size() > 1));
        }
        Set<String> owners = stacks.stream().flatMap(stack -> stack.blocks().stream()).map(TransformerBlock::owner).collect(Collectors.toSet());
        UnplacedGroups outside = all.where(group -> within(group.owner(), owners) == null);
        new TransformerHeads(tokens, stem, inOrder, warnings).add(given.removeFirst(), given, outside, stacks.stream().anyMatch(stack -> stack.blocks().getFirst().isDecoder()), conv1d);
        warnings.addAll(all.warnings());
    }

    /** Stages that follow one another, with what stands before and behind them. */
    private String tower(List<Stack> tower, String memory, boolean several) {
        Stack first = tower.getFirst();
        UnplacedGroups own = all.where(group -> stacks.stream().noneMatch(other -> !tower.contains(other) && other.shared(group) > most(tower, group)));
        int width = first.width();
        boolean decoder = first.blocks().getFirst().isDecoder();
        String name = memory == null ? "input" : decoder ? "decoder input" : first.owner().split("\\.")[0] + " input";
        Optional<String> begun = stem.add(name, width, several ? own.where(group -> !isHead(group)) : own, decoder);
        String value = begun.orElseGet(() -> projected(name, memory != null && !decoder ? memory : null, width, own));
        Optional<LayerGroup> last = Optional.empty();
        for (int stage = 0; stage < tower.size(); stage++) {
            Stack stack = tower.get(stage);
            value = tokens.features(value) == stack.width() ? value : merged(value, stack, own);
            if (stage == tower.size() - 1) {
                last = own.take(group -> isLast(group, stack));
            }
            for (TransformerBlock block : stack.blocks()) {
                value = block.add(tokens, value, memory == null ? value : memory, last.isPresent());
                all.release(block.unknown());
            }
        }
        return last.isPresent() ? tokens.norm(last.get(), value) : value;
    }

    private static int most(List<Stack> tower, LayerGroup group) {
        return tower.stream().mapToInt(stack -> stack.shared(group)).max().orElse(0);
    }

    private static boolean isHead(LayerGroup group) {
        return group.owner().matches("(?i).*(head|classifier|proj(ection|ector)?|predictions?.*)");
    }

    /** A normalisation behind all layers. */
    private static boolean isLast(LayerGroup group, Stack stack) {
        String parent = AttentionArrays.parent(group.owner());
        return TransformerBlock.isNorm(group) && group.part("weight", "gamma", "scale").get().size() == stack.width()
                && (parent.isEmpty() || stack.owner().equals(parent) || stack.owner().startsWith(parent + ".")) && !group.owner().matches("(?i).*(vocab|fc_norm).*");
    }

    /** Dense layers up to the width of the first layer, or the tokens themselves where there are none. @param before what they take; null for an input */
    private String projected(String name, String before, int width, UnplacedGroups own) {
        if (before != null && tokens.features(before) == width) {
            return before;
        }
        int features = before == null ? 0 : tokens.features(before);
        Optional<LayerGroup> dense = own.take(group -> AttentionArrays.isMatrix(group) && group.weight().get().extent(0) == width && !isHead(group)
                && (features == 0 ? group.weight().get().extent(1) != width : group.weight().get().extent(1) == features));
        String from = before != null && dense.isPresent() ? before
                : tokens.input(name, List.of(1, 1, dense.map(group -> Math.toIntExact(group.weight().get().extent(1))).orElse(width)));
        return dense.isEmpty() ? from : dense(dense.get(), from);
    }

    private String dense(LayerGroup group, String value) {
        Tensor matrix = group.weight().orElseThrow().tensor();
        return tokens.dense(group.owner(), value, matrix, Orientation.TARGET_ROWS, group.tensor("bias"));
    }

    /** From one stage to the next: several tokens become one of more features. */
    private String merged(String value, Stack stack, UnplacedGroups own) {
        int features = tokens.features(value);
        Predicate<LayerGroup> fits = group -> AttentionArrays.isMatrix(group) && group.weight().get().extent(0) == stack.width()
                && group.weight().get().extent(1) % features == 0 && tokens.tokens(value) % Math.max(1, group.weight().get().extent(1) / features) == 0;
        LayerGroup dense = own.take(fits).orElseThrow(() -> new IllegalArgumentException("nothing leads from " + features + " features to " + stack.width()));
        int wide = Math.toIntExact(dense.weight().get().extent(1));
        String together = wide == features ? value : tokens.reshape(dense.owner() + " tokens", value, 1, tokens.tokens(value) * features / wide, wide);
        Optional<LayerGroup> norm = own.take(group -> TransformerBlock.isNorm(group) && AttentionArrays.parent(group.owner()).equals(AttentionArrays.parent(dense.owner()))
                && group.part("weight", "gamma", "scale").get().size() == wide);
        return dense(dense, norm.isPresent() ? tokens.norm(norm.get(), together) : together);
    }
}
