package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Convolution.Layout;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/** What stands before the layers of a transformer: embeddings of words, patches of an image, or a dense layer; and what is added to them. */
final class TransformerStem {
    private static final Pattern WORDS = Pattern.compile("(?i)(?:.*[._])?(wte|embed_tokens|shared|tokens_embed|embed_in|embed|emb|tok_emb|embeddings?|(word|token|tok|text)_?embeddings?)");
    private static final Pattern TYPES = Pattern.compile("(?i)(?:.*\\.)?(token_type|segment)_embeddings?");
    private static final Pattern PLACES = Pattern.compile("(?i)(?:.*\\.)?(pos_?emb(ed(ding)?s?)?|position(al)?_?(embeddings?|encoding)|embed_positions|wpe|pe)(\\.weight|\\.pe)?");
    private static final Pattern CLASS = Pattern.compile("(?i)(?:.*\\.)?(cls_token|class_token|class_embedding|dist_token|distillation_token)");
    private static final Pattern NORM = Pattern.compile("(?i).*(embed|emb_norm|pre_la?ye?rnorm|ln_pre|norm_pre).*");
    private static final int USUAL_SIDE = 224;

    private final TokenOperators tokens;
    private final OpenOptions options;
    private final List<String> warnings;
    /** The matrix of the words that were looked up last. */
    private Tensor words;
    private String wordsName;
    private boolean classToken;

    TransformerStem(TokenOperators tokens, OpenOptions options, List<String> warnings) {
        this.tokens = tokens;
        this.options = options;
        this.warnings = warnings;
    }

    /** The matrix of the words that were looked up last, of (words, features). */
    Optional<Tensor> words() {
        return Optional.ofNullable(words);
    }

    /** Whether the first token is one of a class. */
    boolean hasClassToken() {
        return classToken;
    }

    static boolean isPlace(String name) {
        return PLACES.matcher(name).matches() || CLASS.matcher(name).matches();
    }

    /**
     * @param width features of a token
     * @param again whether words may be looked up in the same matrix as before
     * @return empty where none of the arrays begin a sequence of that width
     */
    Optional<String> add(String name, int width, UnplacedGroups groups, boolean again) {
        Optional<LayerGroup> patch = groups.take(group -> group.weight().filter(kernel -> kernel.rank() == 4 && kernel.extent(0) == width
                && kernel.extent(2) > 1 && !group.isKeras()).isPresent());
        Optional<String> value = patch.isPresent() ? Optional.of(patches(name, width, patch.get(), groups)) : embedded(name, width, groups, again);
        return value.map(made -> normed(made, patch.map(LayerGroup::owner).orElse(""), groups));
    }

    private String normed(String value, String patch, UnplacedGroups groups) {
        Optional<LayerGroup> norm = groups.take(group -> TransformerBlock.isNorm(group) && group.part("weight", "gamma", "scale").get().size() == tokens.features(value)
                && (NORM.matcher(group.owner()).matches() || !patch.isEmpty() && !AttentionArrays.parent(patch).isEmpty()
                && AttentionArrays.parent(patch).equals(AttentionArrays.parent(group.owner()))));
        return norm.isPresent() ? tokens.norm(norm.get(), value) : value;
    }

    private Optional<String> embedded(String name, int width, UnplacedGroups groups, boolean again) {
        Optional<LayerGroup> table = groups.take(group -> isTable(group, WORDS) && group.weight().get().extent(1) == width)
                .or(() -> groups.take(group -> isTable(group, WORDS)));
        if (table.isPresent()) {
            words = table.get().weight().get().tensor();
            wordsName = table.get().owner();
            // the same matrix under other names
            groups.takeAll(group -> isTable(group, WORDS) && group.weight().get().tensor().data().address() == words.data().address());
        } else if (!again || words == null) {
            return Optional.empty();
        }
        String indices = tokens.input(name, List.of());
        int features = Math.toIntExact(words.extent(1));
        List<String> all = new ArrayList<>();
        groups.take(group -> isTable(group, TYPES) && group.weight().get().extent(1) == features).ifPresent(types -> {
            Tensor matrix = types.weight().get().tensor();
            if (matrix.extent(0) > 1) {
                String of = tokens.input(name.equals("input") ? "token types" : name + " token types", List.of());
                all.add(tokens.add(output -> new Operator.Embedding(types.owner(), of, output, matrix)));
            } else {
                constant(types.owner());
            }
        });
        // the last is the one whose name the sum of both has
        String looked = tokens.add(output -> new Operator.Embedding(wordsName, indices, output, words));
        all.add(looked);
        groups.takeArrays(array -> PLACES.matcher(array.name()).matches()).forEach(array -> constant(array.name()));
        String value = all.size() == 1 ? looked : tokens.sum("embeddings", all.toArray(String[]::new));
        if (features == width) {
            return Optional.of(value);
        }
        String normed = normed(value, "", groups);
        Optional<LayerGroup> wider = groups.take(group -> AttentionArrays.isMatrix(group) && group.weight().get().extent(1) == features && group.weight().get().extent(0) == width);
        return wider.map(dense -> tokens.dense(dense.owner(), normed, dense.weight().get().tensor(), Orientation.TARGET_ROWS, dense.tensor("bias")));
    }

    private static boolean isTable(LayerGroup group, Pattern names) {
        return AttentionArrays.isMatrix(group) && group.parts().size() == 1 && !group.weight().get().columnMajor() && names.matcher(group.owner()).matches()
                && !PLACES.matcher(group.owner()).matches() && (names == TYPES || !TYPES.matcher(group.owner()).matches());
    }

    /** Patches that do not overlap, one behind the other, perhaps behind a token of a class. */
    private String patches(String name, int width, LayerGroup group, UnplacedGroups groups) {
        Tensor kernel = group.weight().get().tensor();
        int high = Math.toIntExact(kernel.extent(2));
        int wide = Math.toIntExact(kernel.extent(3));
        int channels = Math.toIntExact(kernel.extent(1));
        int classes = groups.takeArrays(array -> CLASS.matcher(array.name()).matches() && array.size() == width).size();
        List<NamedTensor> places = groups.takeArrays(array -> PLACES.matcher(array.name()).matches() && array.size() % width == 0);
        long told = places.isEmpty() ? 0 : places.getFirst().size() / width - classes;
        int side = (int) Math.round(Math.sqrt(told));
        List<Integer> given = options.inputShape().map(shape -> shape.extents()).filter(shape -> shape.size() == 3).orElse(List.of());
        List<Integer> input;
        if (!given.isEmpty()) {
            input = given;
        } else if (told > 0 && (long) side * side == told) {
            input = List.of(channels, side * high, side * wide);
        } else {
            input = List.of(channels, Math.max(high, USUAL_SIDE / high * high), Math.max(wide, USUAL_SIDE / wide * wide));
            warnings.add("The size of the input is written nowhere: " + Extents.of(input) + " is assumed; give another by --input-shape.");
        }
        String image = tokens.input(name, List.of(1, input.get(0), input.get(1), input.get(2)));
        List<Integer> zeros = List.of(0, 0);
        String made = tokens.add(output -> new Operator.Convolution(group.owner(), image, output, kernel, Layout.CHANNELS_FIRST, 1, List.of(high, wide),
                List.of(high, wide), List.of(1, 1), Operator.Padding.GIVEN, zeros, zeros, zeros, false, false, group.tensor("bias")));
        String flat = tokens.reshape(group.owner() + " tokens", made, 1, width, -1);
        String value = tokens.add(output -> new Operator.Transpose(group.owner() + " tokens", flat, output, List.of(0, 2, 1)));
        if (classes > 0) {
            classToken = true;
            String row = value;
            String before = tokens.constant("class token", 1, classes, width);
            value = tokens.add(output -> new Operator.Concatenation("class token", List.of(before, row), output, 1));
        }
        places.forEach(array -> constant(array.name()));
        return value;
    }

    /** What every token gets, whatever the sample. */
    private void constant(String name) {
        warnings.add("The constants that \"" + Draft.clean(name) + "\" adds are not counted.");
    }
}
