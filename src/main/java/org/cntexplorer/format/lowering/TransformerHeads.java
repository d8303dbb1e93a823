package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/**
 * What stands behind the layers of a transformer: dense layers to the words that come next, or were hidden, and those to classes, which take one
 * token.
 */
final class TransformerHeads {
    private static final Pattern WORDS = Pattern.compile("(?i)(.*[._])?(predictions|lm_head|vocab|generator|mlm|embed_out|output_projection)([._].*)?");
    private static final Pattern FIRST = Pattern.compile("(?i).*(pool|pre_classifier|pre_logits|transform|dense|fc_norm).*");
    /** A model within one that has more: its own head is its words'. */
    private static final Pattern INNER = Pattern.compile("(model|transformer)\\..*");

    private final TokenOperators tokens;
    private final TransformerStem stem;
    private final boolean inOrder;
    private final List<String> warnings;
    private String pooled;

    TransformerHeads(TokenOperators tokens, TransformerStem stem, boolean inOrder, List<String> warnings) {
        this.tokens = tokens;
        this.stem = stem;
        this.inOrder = inOrder;
        this.warnings = warnings;
    }

    /**
     * @param out what the last layer gives
     * @param others what the last layers of other towers give
     * @param decoder whether there is a layer that takes another sequence
     * @param conv1d whether the names are those of the first GPTs
     */
    void add(String out, List<String> others, UnplacedGroups groups, boolean decoder, boolean conv1d) {
        List<LayerGroup> words = of(groups, true);
        String last = out;
        for (LayerGroup group : words) {
            last = next(group, last, List.of(out), groups);
        }
        Optional<Tensor> table = stem.words().filter(matrix -> matrix.extent(1) == tokens.features(out));
        if (table.isPresent() && words.stream().noneMatch(group -> gives(group, table.get().extent(0)))) {
            tied(last, table.get(), decoder || conv1d, groups);
        }
        List<LayerGroup> classes = of(groups, false);
        String value = out;
        for (LayerGroup group : classes) {
            if (pooled == null) {
                pooled = tokens.oneToken(group.owner(), out, stem.hasClassToken());
                value = pooled;
            }
            List<String> before = new ArrayList<>(List.of(pooled, out));
            before.addAll(others);
            value = next(group, value, before, groups);
            pooled = group.owner().matches("(?i).*pool.*") ? value : pooled;
        }
    }

    /** Normalisations behind the dense layers that they belong to. */
    private List<LayerGroup> of(UnplacedGroups groups, boolean words) {
        List<LayerGroup> found = new ArrayList<>(groups.left().stream().filter(group -> WORDS.matcher(group.owner()).matches() == words
                && !TransformerStem.isPlace(group.owner()) && (AttentionArrays.isMatrix(group) || TransformerBlock.isNorm(group))).toList());
        if (words || !inOrder) {
            found.sort(Comparator.comparing((LayerGroup group) -> !FIRST.matcher(group.owner()).matches() && AttentionArrays.isMatrix(group) ? 2
                    : AttentionArrays.isMatrix(group) ? 0 : 1));
        }
        return found;
    }

    private static boolean gives(LayerGroup group, long words) {
        return AttentionArrays.isMatrix(group) && group.weight().get().extent(0) == words;
    }

    /** A layer behind the first of some values that it fits; behind a block where it fits none. */
    private String next(LayerGroup group, String value, List<String> others, UnplacedGroups groups) {
        boolean matrix = AttentionArrays.isMatrix(group);
        boolean sourceRows = group.parts().containsKey("kernel");
        NamedTensor weight = group.part("weight", "kernel", "gamma", "scale").orElseThrow();
        long wanted = matrix ? weight.extent(sourceRows ? 0 : 1) : weight.size();
        List<String> values = new ArrayList<>(List.of(value));
        values.addAll(others);
        Optional<String> fitting = values.stream().filter(one -> tokens.features(one) == wanted).findFirst();
        if (!matrix) {
            if (fitting.isEmpty()) {
                return value;
            }
            groups.place(List.of(group));
            return tokens.norm(group, fitting.get());
        }
        String taken = fitting.orElseGet(() -> {
            warnings.add("What comes before \"" + group.owner() + "\" does not fit it: a block stands between them.");
            return tokens.add(output -> new Operator.Block("to " + group.owner(), "between layers that do not fit", List.of(value), List.of(output),
                    List.of(1, 1, Math.toIntExact(wanted)), OptionalInt.empty()));
        });
        groups.place(List.of(group));
        return tokens.dense(group.owner(), taken, weight.tensor(), weight.orientation(!sourceRows), group.tensor("bias").filter(bias ->
                bias.size() == weight.extent(sourceRows ? 1 : 0)));
    }

    /** The matrix of the words once more, read the other way round, as the head of a model whose file holds no other. */
    private void tied(String value, Tensor table, boolean usual, UnplacedGroups groups) {
        List<NamedTensor> bias = groups.takeArrays(array -> array.size() == table.extent(0) && array.name().matches("(?i).*bias"));
        boolean inner = groups.isAny(group -> INNER.matcher(group.owner()).matches() && group.weight().filter(one -> one.tensor() == table).isPresent());
        if (bias.isEmpty() && !usual && !inner) {
            return;
        }
        warnings.add("No head to the words is in the file: the matrix of their embedding is taken for it, as is usual where they are tied.");
        tokens.dense("lm_head", value, table, Orientation.TARGET_ROWS, bias.stream().findFirst().map(one -> one.tensor().reshaped(one.size())));
    }
}
