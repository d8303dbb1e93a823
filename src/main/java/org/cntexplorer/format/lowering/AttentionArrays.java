package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/**
 * The arrays of one attention, found by their names: "self_attn.q_proj", "attention.self.query", "attn.c_attn", "self_attn.in_proj_weight".
 *
 * @param owner its module: "encoder.layers.0.self_attn"
 * @param projections of queries, keys and values, in this order; one where a single matrix gives all three
 * @param out the projection of what was mixed
 * @param groups all groups that these arrays are of
 */
record AttentionArrays(String owner, List<Projection> projections, Optional<Projection> out, List<LayerGroup> groups) {
    private static final Pattern QUERY = Pattern.compile("(?:to_|w|linear_)?q(?:_proj|_lin|_linear)?|query(?:_proj|_layer)?");
    private static final Pattern FUSED = Pattern.compile("qkv|to_qkv|c_attn|query_key_value|[Ww]qkv|in_proj|qkv_proj|attn_qkv");
    /** Those whose rows are all queries, then all keys, then all values; of others the rows of a head may stand together. */
    private static final Pattern IN_TURN = Pattern.compile("qkv|to_qkv|in_proj|qkv_proj");
    private static final List<String> OUT = List.of("out_proj", "o_proj", "proj", "c_proj", "dense", "out_lin", "to_out.0", "to_out", "o", "wo", "out",
            "output", "out_linear");
    private static final Pattern CROSS = Pattern.compile("(?i).*(multihead_attn|encoder_attn|encdec|cross_?att).*");

    /** A dense layer on the way into an attention or out of it. */
    record Projection(String name, Tensor matrix, Orientation orientation, Optional<Tensor> bias) {
        static Projection of(LayerGroup group, boolean sourceRows) {
            NamedTensor matrix = group.weight().orElseThrow();
            return new Projection(group.owner(), matrix.tensor(), matrix.orientation(!sourceRows), group.tensor("bias"));
        }

        int sources() {
            return Math.toIntExact(matrix.extent(orientation == Orientation.SOURCE_ROWS ? 0 : 1));
        }

        int targets() {
            return Math.toIntExact(matrix.extent(orientation == Orientation.SOURCE_ROWS ? 1 : 0));
        }

        String add(TokenOperators tokens, String input) {
            return tokens.dense(name, input, matrix, orientation, bias);
        }
    }

    AttentionArrays {
        projections = List.copyOf(projections);
        groups = List.copyOf(groups);
    }

    /** Whether its keys and values are those of another sequence. */
    boolean isCross() {
        return CROSS.matcher(owner.substring(owner.lastIndexOf('.') + 1)).matches() || owner.contains("crossattention.");
    }

    /** Whether it is torch.nn's own, which keeps its projections in arrays of its own. */
    boolean isTorch() {
        return groups.getFirst().part("in_proj_weight", "q_proj_weight").isPresent();
    }

    /** Features of what it takes. */
    int width() {
        return projections.getFirst().sources();
    }

    /** In the order in which they were found. */
    static List<AttentionArrays> of(List<LayerGroup> groups) {
        boolean conv1d = areConv1d(groups);
        Map<String, LayerGroup> owners = new LinkedHashMap<>();
        groups.forEach(group -> owners.put(group.owner(), group));
        List<AttentionArrays> found = new ArrayList<>();
        for (LayerGroup group : groups) {
            of(group, owners, conv1d).ifPresent(found::add);
        }
        return found;
    }

    /** Whether matrices called "c_…" are (in, out), as the first GPTs store them: told by one that gives three times what it takes. */
    static boolean areConv1d(List<LayerGroup> groups) {
        return groups.stream().anyMatch(group -> last(group.owner()).equals("c_attn") && isMatrix(group)
                && group.weight().get().extent(1) > group.weight().get().extent(0));
    }

    static boolean sourceRows(LayerGroup group, boolean conv1d) {
        return group.parts().containsKey("kernel") || conv1d && last(group.owner()).startsWith("c_");
    }

    static String last(String owner) {
        return owner.substring(owner.lastIndexOf('.') + 1);
    }

    static String parent(String owner) {
        return owner.substring(0, Math.max(0, owner.lastIndexOf('.')));
    }

    static String child(String owner, String name) {
        return owner.isEmpty() ? name : owner + "." + name;
    }

    static boolean isMatrix(LayerGroup group) {
        return group != null && group.weight().filter(weight -> weight.rank() == 2 && weight.size() > 0).isPresent();
    }

    private static Optional<AttentionArrays> of(LayerGroup group, Map<String, LayerGroup> groups, boolean conv1d) {
        String last = last(group.owner());
        String owner = parent(group.owner());
        Matcher query = QUERY.matcher(last);
        List<LayerGroup> used = new ArrayList<>(List.of(group));
        List<Projection> projections = new ArrayList<>();
        if (group.part("in_proj_weight", "q_proj_weight").isPresent()) {
            owner = group.owner();
            projections.addAll(stacked(group));
        } else if (query.matches() && isMatrix(group)) {
            projections.add(Projection.of(group, sourceRows(group, conv1d)));
            for (String name : last.contains("query") ? List.of("key", "value") : List.of("k", "v")) {
                LayerGroup other = groups.get(child(owner, last.replaceFirst("query|q", name)));
                if (!isMatrix(other)) {
                    return Optional.empty();
                }
                used.add(other);
                projections.add(Projection.of(other, sourceRows(other, conv1d)));
            }
        } else if (FUSED.matcher(last).matches() && isMatrix(group)) {
            Projection all = Projection.of(group, sourceRows(group, conv1d));
            projections.addAll(all.orientation() == Orientation.TARGET_ROWS && IN_TURN.matcher(last).matches() && all.targets() == 3 * all.sources()
                    ? thirds(group.owner(), all.matrix(), all.bias()) : List.of(all));
        }
        if (projections.isEmpty()) {
            return Optional.empty();
        }
        Optional<LayerGroup> out = out(owner, groups);
        out.ifPresent(used::add);
        return Optional.of(new AttentionArrays(owner, projections, out.map(found -> Projection.of(found, sourceRows(found, conv1d))), used));
    }

    private static Optional<LayerGroup> out(String owner, Map<String, LayerGroup> groups) {
        for (String name : OUT) {
            LayerGroup out = groups.get(child(owner, name));
            if (isMatrix(out)) {
                return Optional.of(out);
            }
        }
        boolean inner = last(owner).matches("self|attention") && last(parent(owner)).matches("(cross)?attention");
        return Optional.ofNullable(inner ? groups.get(parent(owner) + ".output.dense") : null).filter(AttentionArrays::isMatrix);
    }

    /** Of torch.nn.MultiheadAttention. */
    private static List<Projection> stacked(LayerGroup group) {
        Optional<Tensor> bias = group.tensor("in_proj_bias");
        Optional<NamedTensor> all = group.part("in_proj_weight").filter(matrix -> matrix.rank() == 2 && !matrix.columnMajor());
        if (all.isPresent()) {
            return all.get().extent(0) % 3 == 0 ? thirds(group.owner(), all.get().tensor(), bias) : List.of();
        }
        List<Projection> projections = new ArrayList<>();
        for (String name : List.of("query", "key", "value")) {
            Optional<NamedTensor> matrix = group.part(name.charAt(0) + "_proj_weight").filter(one -> one.rank() == 2 && !one.columnMajor());
            if (matrix.isPresent()) {
                long rows = matrix.get().extent(0);
                long from = projections.size() * rows;
                projections.add(new Projection(child(group.owner(), name), matrix.get().tensor(), Orientation.TARGET_ROWS,
                        bias.filter(one -> one.size() == 3 * rows).map(one -> rows(one, from, rows))));
            }
        }
        return projections.size() == 3 ? projections : List.of();
    }

    /** Queries, keys and values that lie one below the other. */
    private static List<Projection> thirds(String owner, Tensor matrix, Optional<Tensor> bias) {
        long rows = matrix.extent(0) / 3;
        List<Projection> projections = new ArrayList<>();
        for (String name : List.of("query", "key", "value")) {
            long from = projections.size() * rows;
            projections.add(new Projection(child(owner, name), rows(matrix, from, rows), Orientation.TARGET_ROWS,
                    bias.filter(one -> one.size() == 3 * rows).map(one -> rows(one, from, rows))));
        }
        return projections;
    }

    private static Tensor rows(Tensor tensor, long from, long count) {
        long[] shape = tensor.shape();
        long bytes = tensor.size() / Math.max(1, shape[0]) * tensor.type().bytes();
        shape[0] = count;
        return new Tensor(tensor.type(), tensor.order(), tensor.data().asSlice(from * bytes, count * bytes), shape);
    }

    /** @return what it gives, projected */
    String add(TokenOperators tokens, String input, String memory) {
        int mixed = out.map(Projection::sources).orElse(0);
        String[] parts = new String[3];
        if (projections.size() == 3) {
            for (int i = 0; i < 3; i++) {
                parts[i] = projections.get(i).add(tokens, i == 0 ? input : memory);
            }
        } else {
            String all = projections.getFirst().add(tokens, input);
            int features = tokens.features(all);
            int queries = mixed > 0 ? mixed : features / 3;
            if ((features - queries) % 2 != 0 || features <= queries) {
                throw new IllegalArgumentException("\"" + owner + "\" gives " + features + " queries, keys and values for " + queries);
            }
            int few = (features - queries) / 2;
            parts[0] = tokens.features(owner + " query", all, 0, queries);
            parts[1] = tokens.features(owner + " key", all, queries, few);
            parts[2] = tokens.features(owner + " value", all, queries + few, few);
        }
        String name = owner.isEmpty() ? "attention" : owner;
        String attended = mixed > 0 && mixed % tokens.features(parts[2]) != 0
                ? tokens.block(name, "attention whose values are not as wide as what is made of them", List.of(parts), mixed)
                : tokens.attention(name, parts[0], parts[1], mixed == 0 ? parts[2] : tokens.shared(owner + " value", parts[2], mixed));
        return out.isPresent() ? out.get().add(tokens, attended) : attended;
    }
}
