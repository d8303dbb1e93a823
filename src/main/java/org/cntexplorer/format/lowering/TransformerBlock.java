package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cntexplorer.format.lowering.AttentionArrays.Projection;

/**
 * The arrays of one layer of a transformer, and how they are wired: attention, perhaps a second one to another sequence, and dense layers, each
 * with what it takes added to it. Normalisations stand before a part or behind its sum, as is usual for their names.
 */
final class TransformerBlock {
    private static final Pattern T5 = Pattern.compile("((?:.*\\.)?block\\.\\d+)\\.layer\\.\\d+\\..*");
    private static final Pattern NUMBERED = Pattern.compile("(?:.*[._])?\\d+");
    /** Behind the sum, as BERT and DistilBERT have it. */
    private static final Pattern BEHIND = Pattern.compile("((cross)?attention\\.)?output\\.LayerNorm|sa_layer_norm|output_layer_norm|attention\\.LayerNorm"
            + "|full_layer_layer_norm");
    private static final Pattern BEHIND_UNLESS_LAST = Pattern.compile("(self_attn|encoder_attn|final)_layer_norm");
    private static final Pattern GATE = Pattern.compile("(?:.*[._])?(gate_proj|gate|wi_0|w1|linear_v)");
    private static final Pattern DOWN = Pattern.compile("(?:.*[._])?(linear2|fc2|fc_out|c_proj|lin2|wo|w2|down_proj|dense_4h_to_h|ffn_output|output\\.dense|[23])");
    private static final Pattern FACTOR = Pattern.compile("(?:.*\\.)?(?:ls|layer_?scale_?|lambda_?|gamma_?)([12])(?:\\..*)?");
    private static final Pattern NO_LAYER = Pattern.compile(".*(relative|rel_pos|rotary|position|attn_bias).*");
    private static final Pattern T5_NORM = Pattern.compile("(?:.*\\.)?layer\\.(\\d)\\.layer_norm");
    private static final Pattern NUMBERED_NORM = Pattern.compile("(?i).*(?:norm|ln)_?([123])");
    private static final Pattern CROSS_NORM = Pattern.compile("(?i).*(cross|encoder_attn|encdec).*");
    private static final Pattern LAST_NORM = Pattern.compile("(?i)(.*(post_?att|after|final|ffn|ff_|feedforward|mlp|full_layer).*|output.*)");

    private final String owner;
    private final List<AttentionArrays> attentions;
    private final List<Projection> dense = new ArrayList<>();
    /** Of each part, the last the dense layers: what stands before it or behind its sum, what stands behind it, and what it is multiplied by. */
    private final Map<Integer, LayerGroup> norms = new HashMap<>();
    private final Map<Integer, LayerGroup> after = new HashMap<>();
    private final Map<Integer, LayerGroup> factors = new HashMap<>();
    private final List<LayerGroup> denseGroups = new ArrayList<>();
    private final Set<LayerGroup> used = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<LayerGroup> opaque = new ArrayList<>();
    private final boolean torch;
    private boolean behind;
    private boolean behindUnlessLast;
    private boolean unknown;

    /** @param groups those of the layer, the attentions' among them */
    TransformerBlock(String owner, List<AttentionArrays> attentions, Collection<LayerGroup> groups, boolean conv1d) {
        this.owner = owner;
        this.attentions = attentions.stream().sorted((one, other) -> Boolean.compare(one.isCross(), other.isCross())).toList();
        attentions.forEach(attention -> used.addAll(attention.groups()));
        List<LayerGroup> rest = groups.stream().filter(group -> !used.contains(group)).toList();
        // torch.nn's own layers stand behind their sums unless they are told otherwise
        torch = attentions.stream().allMatch(AttentionArrays::isTorch) && rest.stream().anyMatch(group -> name(group).equals("linear1"));
        behind = torch;
        boolean sandwich = rest.stream().anyMatch(group -> name(group).startsWith("pre_feedforward"));
        rest.forEach(group -> sort(group, conv1d, sandwich));
    }

    private void sort(LayerGroup group, boolean conv1d, boolean sandwich) {
        String name = name(group);
        Matcher factor = FACTOR.matcher(name);
        boolean taken = false;
        if (NO_LAYER.matcher(name).matches()) {
            return;
        }
        if (AttentionArrays.isMatrix(group)) {
            dense.add(Projection.of(group, AttentionArrays.sourceRows(group, conv1d)));
            taken = denseGroups.add(group);
        } else if (factor.matches() && group.parts().size() == 1 && group.parts().values().iterator().next().size() == width()) {
            taken = factors.putIfAbsent(factor.group(1).equals("1") ? 0 : attentions.size(), group) == null;
        } else if (isNorm(group) && group.part("weight", "gamma", "scale").orElseThrow().size() == width()) {
            boolean inside = sandwich && name.startsWith("post_");
            taken = (inside ? after : norms).putIfAbsent(inside && name.contains("att") ? 0 : place(name), group) == null;
            behind |= BEHIND.matcher(name).matches();
            behindUnlessLast |= BEHIND_UNLESS_LAST.matcher(name).matches();
        } else {
            unknown |= group.weight().filter(weight -> weight.rank() >= 2).isPresent();
        }
        if (taken) {
            used.add(group);
        }
    }

    static boolean isNorm(LayerGroup group) {
        return group.part("weight", "gamma", "scale").filter(numbers -> numbers.rank() == 1 && numbers.size() > 0).isPresent()
                && group.part("running_var", "moving_variance").isEmpty() && group.parts().values().stream().allMatch(array -> array.rank() == 1);
    }

    /** The layer that an attention is of: "encoder.layers.0" of "encoder.layers.0.self_attn". */
    static String ownerOf(AttentionArrays attention) {
        Matcher t5 = T5.matcher(attention.owner() + ".");
        if (t5.matches()) {
            return t5.group(1);
        }
        String owner = attention.owner();
        while (!owner.isEmpty() && !NUMBERED.matcher(AttentionArrays.last(owner)).matches()) {
            owner = AttentionArrays.parent(owner);
        }
        return owner.isEmpty() ? AttentionArrays.parent(attention.owner()) : owner;
    }

    String owner() {
        return owner;
    }

    int width() {
        return attentions.getFirst().width();
    }

    /** Whether it takes another sequence beside its own. */
    boolean isDecoder() {
        return attentions.getLast().isCross();
    }

    /** Whether it is torch.nn's own layer, whose normalisations stand before its parts or behind their sums as one wishes. */
    boolean isTorch() {
        return torch;
    }

    /** Groups that it wires, as far as their names go. */
    Set<LayerGroup> used() {
        return used;
    }

    /** Those of them that turned out to be of no layer that is known. */
    List<LayerGroup> unknown() {
        return opaque;
    }

    private String name(LayerGroup group) {
        return owner.isEmpty() ? group.owner() : group.owner().substring(Math.min(group.owner().length(), owner.length() + 1));
    }

    private String named(String what) {
        return owner.isEmpty() ? what : owner + " " + what;
    }

    /** The part that a normalisation belongs to. */
    private int place(String name) {
        int last = attentions.size();
        Matcher t5 = T5_NORM.matcher(name);
        if (t5.matches()) {
            return Math.min(last, Integer.parseInt(t5.group(1)));
        }
        Matcher number = NUMBERED_NORM.matcher(name);
        if (number.matches()) {
            return Math.min(last, Integer.parseInt(number.group(1)) - 1);
        }
        if (CROSS_NORM.matcher(name).matches()) {
            return Math.min(last, 1);
        }
        return LAST_NORM.matcher(name).matches() ? last : 0;
    }

    /**
     * @param memory what its second attention takes its keys and values of
     * @param normed whether a normalisation stands behind the last of its layers
     */
    String add(TokenOperators tokens, String input, String memory, boolean normed) {
        boolean post = behind || behindUnlessLast && !normed;
        if (!post && isParallel()) {
            String first = norm(tokens, norms.get(0), input);
            String second = norms.containsKey(1) ? norm(tokens, norms.get(1), input) : first;
            return tokens.sum(named("sum"), input, attentions.getFirst().add(tokens, first, first), dense(tokens, second));
        }
        boolean bare = norms.isEmpty() && dense.isEmpty();
        String value = input;
        for (int place = 0; place < attentions.size() + (dense.isEmpty() && !unknown ? 0 : 1); place++) {
            String taken = post ? value : norm(tokens, norms.get(place), value);
            String given = place == attentions.size() ? dense(tokens, taken)
                    : attentions.get(place).add(tokens, taken, attentions.get(place).isCross() ? memory : taken);
            given = norm(tokens, after.get(place), given);
            if (factors.containsKey(place)) {
                given = tokens.scaled(factors.get(place), given);
            }
            boolean added = !bare && tokens.features(given) == tokens.features(value);
            value = added ? tokens.sum(named("sum " + (place + 1)), value, given) : given;
            value = post ? norm(tokens, norms.get(place), value) : value;
        }
        return value;
    }

    /** Whether attention and dense layers stand beside one another: they share a normalisation, as in GPT-J, or are GPT-NeoX's. */
    private boolean isParallel() {
        AttentionArrays attention = attentions.getFirst();
        return attentions.size() == 1 && !dense.isEmpty()
                && (norms.size() == 1 || attention.projections().size() == 1 && attention.owner().endsWith(".attention"));
    }

    private static String norm(TokenOperators tokens, LayerGroup norm, String value) {
        return norm == null ? value : tokens.norm(norm, value);
    }

    /** Dense layers, of which two may be multiplied; or a block where they are of another kind. */
    private String dense(TokenOperators tokens, String input) {
        int width = tokens.features(input);
        List<Projection> all = dense.size() > 3 ? List.of() : dense;
        List<Projection> up = new ArrayList<>(all.stream().filter(one -> one.sources() == width && !DOWN.matcher(one.name()).matches()).toList());
        List<Projection> down = all.stream().filter(one -> one.targets() == width && !up.contains(one)).toList();
        int inner = down.size() == 1 ? down.getFirst().sources() : 0;
        boolean known = !unknown && inner > 0 && up.size() + 1 == dense.size() && (up.size() == 1 || up.size() == 2)
                && up.stream().allMatch(one -> one.targets() == inner || up.size() == 1 && one.targets() == 2 * inner);
        if (!known) {
            opaque.addAll(denseGroups);
            return tokens.block(named("dense layers"), "dense layers of an unknown kind", List.of(input));
        }
        String active;
        if (up.size() == 2) {
            up.sort((one, other) -> Boolean.compare(!GATE.matcher(one.name()).matches(), !GATE.matcher(other.name()).matches()));
            String gate = up.getFirst().add(tokens, input);
            active = tokens.block(named("product"), "Mul", List.of(gate, up.getLast().add(tokens, input)));
        } else {
            active = up.getFirst().add(tokens, input);
            if (tokens.features(active) > inner) {
                active = tokens.block(named("product"), "Mul",
                        List.of(tokens.features(named("gate"), active, 0, inner), tokens.features(named("gated"), active, inner, inner)));
            }
        }
        return down.getFirst().add(tokens, active);
    }
}
