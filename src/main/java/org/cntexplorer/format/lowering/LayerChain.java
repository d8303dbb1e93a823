package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.lowering.LayerGroup.Kind;
import org.cntexplorer.format.lowering.WeightChain.Listing;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.format.operator.SampleNorm;
import org.cntexplorer.model.Convolution.Layout;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/**
 * How convolutions, normalisations, recurrent and dense layers and embeddings are wired, of which names and arrays alone are known: one after
 * the other. Where two of them do not fit one another a block stands between, and a warning names it.
 */
final class LayerChain {
    private static final double TORCH_EPSILON = 1e-5;
    private static final double KERAS_EPSILON = 1e-3;
    private static final int MOST_LAYERS = 10_000;

    private final String source;
    private final OpenOptions options;
    private final List<Operator> operators = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<LayerGroup, Integer> convolutions = new IdentityHashMap<>();
    private final Map<LayerGroup, Boolean> turned = new IdentityHashMap<>();
    private String value = "input";
    private Optional<List<Integer>> extents = Optional.empty();
    private SizeGuess.Plan plan;
    private boolean spatial;
    private boolean channelLast;
    private int breaks;
    /** Convolutions of what dense layers give, which generators alone have, and these as transposed ones. */
    private int odd;

    private LayerChain(String source, OpenOptions options) {
        this.source = source;
        this.options = options;
    }

    /** Whether the arrays are of more than dense layers; attentions that are not known are dense layers of their own, between blocks. */
    static boolean isOne(List<NamedTensor> arrays) {
        boolean attention = arrays.stream().anyMatch(array -> array.rank() == 2
                && WeightNames.otherKind(array.name()).filter("an attention layer"::equals).isPresent());
        return attention || LayerGroup.of(arrays).stream().map(LayerGroup::kind).anyMatch(kind -> kind != Kind.DENSE && kind != Kind.OTHER && kind != Kind.NORM);
    }

    /** @throws ModelFormatException where there is nothing to be wired */
    static List<Operator> operators(String source, List<NamedTensor> arrays, Listing listing, OpenOptions options, List<String> warnings)
            throws ModelFormatException {
        List<LayerGroup> listed = LayerGroup.of(arrays);
        List<LayerGroup> named = LayerGroup.of(WeightNames.ordered(arrays));
        List<LayerGroup> byKind = named.stream().sorted(Comparator.comparingInt(LayerChain::place)).toList();
        List<LayerGroup> listedByKind = listed.stream().sorted(Comparator.comparingInt(LayerChain::place)).toList();
        Optional<List<Operator>> residual = ResidualLayers.of(listing == Listing.IN_NO_ORDER ? byKind : listed, options, warnings);
        if (residual.isPresent()) {
            return residual.get();
        }
        LayerChain best = null;
        for (List<LayerGroup> order : listing == Listing.IN_NO_ORDER ? List.of(named, byKind, listed, listedByKind) : List.of(listed, named, listedByKind)) {
            LayerChain chain = new LayerChain(source, options);
            chain.build(order);
            chain.notes.addFirst("The wiring is inferred from the names and shapes of the arrays, in the order of "
                    + (order == listed ? "the file." : order == named ? "their names." : "their kinds: convolutions, recurrent layers, dense layers."));
            if (best == null || chain.breaks < best.breaks || chain.breaks == best.breaks && chain.odd < best.odd) {
                best = chain;
            }
            if (best.breaks == 0 && best.odd == 0) {
                break;
            }
        }
        warnings.addAll(best.notes);
        return best.operators;
    }

    private static int place(LayerGroup group) {
        return switch (group.kind()) {
            case EMBEDDING -> 0;
            case CONVOLUTION -> 1;
            case BATCH_NORM, NORM, OTHER -> group.tensor("running_mean", "weight", "gamma").isPresent() ? 1 : 4;
            case RECURRENT -> 2;
            case DENSE -> 3;
        };
    }

    private void build(List<LayerGroup> groups) throws ModelFormatException {
        if (groups.size() > MOST_LAYERS) {
            throw new ModelFormatException(source + " holds the arrays of " + groups.size() + " layers, more than any network has; check where it comes from.");
        }
        guess(groups);
        List<Integer> input = inputExtents(groups);
        operators.add(new Operator.Input("input", value, input, channelLast));
        extents = input.isEmpty() ? Optional.empty() : Optional.of(input);
        for (LayerGroup group : groups) {
            try {
                add(group);
            } catch (IllegalArgumentException | ArithmeticException e) {
                notes.add("The arrays of \"" + group.owner() + "\" fit no layer (" + e.getMessage() + ") and were left out.");
                breaks++;
            }
        }
        if (operators.size() == 1) {
            throw new ModelFormatException(source + " holds no weights of layers that are known; save the model whole, or as ONNX.");
        }
        tell(groups);
    }

    private void add(LayerGroup group) {
        switch (group.kind()) {
            case CONVOLUTION -> convolution(group);
            case DENSE -> dense(group);
            case BATCH_NORM -> batchNorm(group);
            case NORM -> norm(group);
            case RECURRENT -> recurrent(group);
            case EMBEDDING -> {
                if (operators.size() > 1) {
                    throw new IllegalArgumentException("an embedding behind other layers");
                }
                put(new Operator.Embedding(group.owner(), value, next(), group.weight().orElseThrow().tensor()));
            }
            case OTHER -> group.parts().values().forEach(array -> notes.add("The array " + array + " fits no layer and was left out."));
        }
    }

    private String next() {
        return "v" + operators.size();
    }

    /** Adds it, once it fits. */
    private void put(Operator operator) {
        List<Optional<List<Integer>>> taken = operator.inputs().stream().map(name -> extents).toList();
        extents = ValueExtents.of(operator, taken);
        operators.add(operator);
        value = operator.outputs().getFirst();
    }

    /** A block where what is there is not what is wanted. */
    private void join(String name, List<Integer> wanted) {
        breaks++;
        notes.add("What comes before \"" + name + "\" does not fit it: a block stands between them.");
        put(new Operator.Block("to " + name, "between layers that do not fit", List.of(value), List.of(next()), wanted, OptionalInt.empty()));
    }

    // ------------------------------------------------------------------------------------------------------------ convolutions

    /** Of a kernel: channels that it takes in one group, those that it gives, and how it lies. */
    private record Kernel(Tensor tensor, int inputs, int outputs, int[] taps, Layout layout) {
        static Kernel of(LayerGroup group) {
            Tensor tensor = group.weight().orElseThrow().tensor();
            int rank = tensor.rank();
            int first = group.isKeras() ? 0 : 2;
            int[] taps = new int[rank - 2];
            for (int i = 0; i < taps.length; i++) {
                taps[i] = Math.toIntExact(tensor.extent(first + i));
            }
            int inputs = Math.toIntExact(tensor.extent(group.isKeras() ? rank - 2 : 1));
            int outputs = Math.toIntExact(tensor.extent(group.isKeras() ? rank - 1 : 0));
            return new Kernel(tensor, inputs, outputs, taps, group.isKeras() ? Layout.CHANNELS_LAST : Layout.CHANNELS_FIRST);
        }

        /**
         * Whether it is the transpose of one.
         *
         * @param channels that it meets; 0 where they are not known
         * @param targets as many biases or normalised channels as follow; 0 where none do
         */
        boolean isTransposed(int channels, String name, int targets) {
            boolean named = name.matches("(?i).*(deconv|transpose|convt|upconv).*");
            if (targets > 0 && inputs != outputs && (targets == inputs || targets == outputs)) {
                return targets == inputs && layout == Layout.CHANNELS_FIRST && (channels == 0 || channels == outputs);
            }
            if (channels == 0) {
                return named;
            }
            return channels == outputs && (channels != inputs || named) && (named || channels % inputs != 0 || outputs % Math.max(1, channels / inputs) != 0
                    || inputs != 1);
        }

        int groups(int channels, boolean transposed) {
            return transposed || channels == inputs || inputs == 0 || channels % inputs != 0 || outputs % (channels / inputs) != 0 ? 1 : channels / inputs;
        }
    }

    private void guess(List<LayerGroup> groups) {
        List<SizeGuess.Layer> layers = new ArrayList<>();
        int channels = 0;
        int first = 0;
        LayerGroup before = null;
        int normed = 0;
        long positions = 0;
        boolean average = false;
        for (LayerGroup group : groups) {
            if (group.kind() == Kind.CONVOLUTION) {
                Kernel kernel = Kernel.of(group);
                if (!layers.isEmpty() && layers.getFirst().taps().length != kernel.taps().length) {
                    continue;
                }
                boolean transposed = kernel.isTransposed(channels, group.owner(), targets(group, groups));
                turned.put(group, transposed);
                first = layers.isEmpty() ? transposed ? kernel.outputs() : kernel.inputs() : first;
                int given = transposed ? kernel.inputs() : kernel.outputs();
                if (before != null) {
                    layers.set(layers.size() - 1, withFree(layers.getLast(), before, group, normed));
                }
                layers.add(new SizeGuess.Layer(kernel.taps(), transposed, given > channels, -1));
                convolutions.put(group, layers.size() - 1);
                channelLast |= group.isKeras();
                channels = given;
                before = group;
                normed = 0;
            } else if (group.kind() == Kind.BATCH_NORM || group.kind() == Kind.NORM) {
                normed++;
            } else if (group.kind() == Kind.DENSE && !layers.isEmpty() && channels > 0) {
                long features = features(group);
                average = features == channels;
                positions = features % channels == 0 ? features / channels : 0;
                break;
            }
        }
        if (!layers.isEmpty()) {
            int axes = layers.getFirst().taps().length;
            Optional<int[]> given = options.inputShape().map(shape -> shape.extents())
                    .filter(shape -> shape.size() == axes + 1 || axes == 2 && shape.size() == 2)
                    .map(shape -> shape.subList(shape.size() - axes, shape.size()).stream().mapToInt(Integer::intValue).toArray());
            plan = SizeGuess.of(layers, first, positions, average, given).orElse(null);
            if (plan == null) {
                plan = SizeGuess.of(layers, first, 0, false, given).orElse(null);
            }
        }
    }

    /** Of a convolution: how many biases it has, or how many channels a normalisation right behind it. */
    private static int targets(LayerGroup group, List<LayerGroup> groups) {
        int next = groups.indexOf(group) + 1;
        Optional<Tensor> told = group.tensor("bias").or(() -> next < groups.size() && groups.get(next).kind() == Kind.BATCH_NORM
                ? groups.get(next).tensor("running_var", "moving_variance") : Optional.empty());
        return told.map(tensor -> Math.toIntExact(tensor.size())).orElse(0);
    }

    private static SizeGuess.Layer withFree(SizeGuess.Layer layer, LayerGroup one, LayerGroup next, int normed) {
        boolean numbered = one.number().isPresent() && next.number().isPresent() && one.prefix().equals(next.prefix());
        int free = numbered ? next.number().getAsInt() - one.number().getAsInt() - 1 - normed : -1;
        return new SizeGuess.Layer(layer.taps(), layer.transposed(), layer.grows(), Math.max(-1, free));
    }

    private List<Integer> inputExtents(List<LayerGroup> groups) {
        Optional<LayerGroup> first = groups.stream().filter(group -> group.kind() != Kind.OTHER && group.kind() != Kind.NORM && group.kind() != Kind.BATCH_NORM)
                .findFirst();
        if (plan == null || first.isEmpty() || !convolutions.containsKey(first.get())) {
            return List.of();
        }
        Kernel kernel = Kernel.of(first.get());
        List<Integer> input = new ArrayList<>(List.of(1));
        for (int size : plan.sizes()) {
            input.add(size);
        }
        boolean transposed = turned.get(first.get());
        input.add(channelLast ? input.size() : 1, transposed ? kernel.outputs() : kernel.inputs());
        return input;
    }

    private void convolution(LayerGroup group) {
        Kernel kernel = Kernel.of(group);
        int axes = kernel.taps().length;
        Integer place = convolutions.get(group);
        if (plan == null || place == null) {
            throw new IllegalArgumentException("a convolution along " + axes + " axes whose input has an unknown size");
        }
        if (extents.isEmpty() || extents.get().size() != axes + 2) {
            unflatten(group, kernel, place);
        }
        int channelAxis = channelLast ? axes + 1 : 1;
        int channels = extents.orElseThrow().get(channelAxis);
        boolean transposed = turned.get(group);
        int groups = kernel.groups(channels, transposed);
        if (transposed ? channels != kernel.outputs() : channels != kernel.inputs() * groups) {
            List<Integer> wanted = new ArrayList<>(extents.get());
            wanted.set(channelAxis, transposed ? kernel.outputs() : kernel.inputs());
            join(group.owner(), wanted);
            groups = 1;
        }
        int stride = plan.stride()[place];
        List<Integer> around = new ArrayList<>();
        List<Integer> more = new ArrayList<>();
        for (int taps : kernel.taps()) {
            around.add(SizeGuess.padding(taps, stride, plan.padded()[place]));
            more.add(transposed ? SizeGuess.more(taps, stride, plan.padded()[place]) : 0);
        }
        pool(place);
        put(new Operator.Convolution(group.owner(), value, next(), kernel.tensor(), kernel.layout(), groups, java.util.Arrays.stream(kernel.taps()).boxed().toList(),
                Collections.nCopies(axes, stride), Collections.nCopies(axes, 1), Operator.Padding.GIVEN, around, around, more, transposed, channelLast,
                group.tensor("bias")));
        spatial = true;
    }

    /** The pooling that stands behind the convolution before this one. */
    private void pool(int place) {
        if (place > 0 && plan.halved()[place - 1] && spatial) {
            int axes = extents.orElseThrow().size() - 2;
            List<Integer> twos = Collections.nCopies(axes, 2);
            List<Integer> zeros = Collections.nCopies(axes, 0);
            put(new Operator.Pooling("pooling " + place, value, next(), twos, twos, Collections.nCopies(axes, 1), Operator.Padding.GIVEN, zeros, zeros, false,
                    channelLast, Optional.of(Operator.Pool.MAXIMUM)));
        }
    }

    /** Numbers in a row made channels and positions, as decoders and generators do. */
    private void unflatten(LayerGroup group, Kernel kernel, int place) {
        int axes = kernel.taps().length;
        long numbers = extents.map(List::getLast).orElse(0);
        boolean transposed = numbers % kernel.outputs() == 0 && (numbers % kernel.inputs() != 0 || place > 0);
        int channels = transposed ? kernel.outputs() : kernel.inputs();
        long positions = numbers / Math.max(1, channels);
        int side = (int) Math.round(Math.pow(positions, 1.0 / axes));
        List<Integer> wanted = new ArrayList<>(List.of(1));
        wanted.addAll(Collections.nCopies(axes, Math.max(1, side)));
        wanted.add(channelLast ? wanted.size() : 1, channels);
        if (numbers == 0 || Math.round(Math.pow(side, axes)) != positions || numbers % channels != 0) {
            join(group.owner(), wanted);
        } else {
            odd += transposed ? 0 : 1;
            put(new Operator.Reshape(group.owner() + " unflatten", value, next(), wanted));
        }
    }

    // ------------------------------------------------------------------------------------------------------------ others

    private static long features(LayerGroup group) {
        NamedTensor matrix = group.weight().orElseThrow();
        return matrix.extent(group.isKeras() ? 0 : 1);
    }

    private void dense(LayerGroup group) {
        NamedTensor matrix = group.weight().orElseThrow();
        boolean transposed = !group.isKeras();
        long features = features(group);
        if (spatial && extents.isPresent() && extents.get().size() > 2) {
            int last = plan.stride().length;
            pool(last);
            List<Integer> now = extents.get();
            long size = now.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
            int channels = now.get(channelLast ? now.size() - 1 : 1);
            if (size != features && channels == features) {
                List<Integer> axes = java.util.stream.IntStream.range(0, now.size()).filter(i -> i > 0 && i != (channelLast ? now.size() - 1 : 1)).boxed().toList();
                put(new Operator.Mean(group.owner() + " average", value, next(), axes, false, Optional.of(Operator.Pool.AVERAGE)));
                notes.add("The average over all positions is assumed before \"" + group.owner() + "\".");
            } else {
                put(new Operator.Reshape(group.owner() + " flatten", value, next(), List.of(1, -1)));
            }
            spatial = false;
        }
        if (extents.isPresent() && extents.get().getLast() != features) {
            boolean turned = matrix.extent(group.isKeras() ? 1 : 0) == extents.get().getLast();
            if (turned) {
                transposed = !transposed;
                notes.add("The matrix of \"" + group.owner() + "\" fits the other way round only, and was read so.");
            } else {
                join(group.owner(), List.of(1, Math.toIntExact(features)));
            }
        }
        long targets = matrix.extent(transposed ? 0 : 1);
        Optional<Tensor> bias = group.tensor("bias").filter(tensor -> tensor.size() == targets);
        Orientation orientation = matrix.orientation(transposed);
        put(new Operator.Dense(group.owner().isEmpty() ? "dense " + operators.size() : group.owner(), value, next(), matrix.tensor(), orientation, bias));
    }

    private int channelAxis() {
        return extents.isPresent() && extents.get().size() > 2 && !channelLast ? 1 : -1;
    }

    /** A batch normalisation of a trained model. @param axis of the channels */
    static Operator.ScaleShift folded(LayerGroup group, String input, String output, int axis) {
        double[] variance = group.tensor("running_var", "moving_variance").orElseThrow().toArray();
        double[] mean = group.tensor("running_mean", "moving_mean").map(Tensor::toArray).orElseGet(() -> new double[variance.length]);
        Optional<double[]> gamma = group.tensor("weight", "gamma").map(Tensor::toArray);
        Optional<double[]> beta = group.tensor("bias", "beta").map(Tensor::toArray);
        if (Stream.of(Optional.of(mean), gamma, beta).flatMap(Optional::stream).anyMatch(numbers -> numbers.length != variance.length)) {
            throw new IllegalArgumentException("vectors of different lengths");
        }
        return Operator.ScaleShift.ofBatch(group.owner(), input, output, axis, gamma, beta, mean, variance, epsilon(group));
    }

    private static double epsilon(LayerGroup group) {
        return group.parts().containsKey("moving_variance") ? KERAS_EPSILON : TORCH_EPSILON;
    }

    private void batchNorm(LayerGroup group) {
        put(folded(group, value, next(), channelAxis()));
        String note = "The ε of the batch normalisations is taken for " + epsilon(group) + ", which is usual.";
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    private void norm(LayerGroup group) {
        Tensor scale = group.tensor("weight", "gamma").orElseThrow();
        Tensor shift = group.tensor("bias", "beta").orElseThrow();
        if (scale.size() != shift.size() || operators.size() == 1) {
            throw new IllegalArgumentException("vectors of different lengths, or before all layers");
        }
        // how many channels a group has is told by no array
        Optional<Formula> before = spatial ? Optional.empty() : Optional.of(SampleNorm.last(1, group.isKeras() ? KERAS_EPSILON : TORCH_EPSILON));
        put(new Operator.ScaleShift(group.owner(), spatial ? "group normalization" : "layer normalization", value, next(), false, channelAxis(),
                scale.toArray(), shift.toArray(), before));
    }

    private void recurrent(LayerGroup group) {
        Map<String, Tensor> weights = new HashMap<>();
        group.parts().forEach((name, array) -> weights.put(name, array.tensor()));
        Optional<RecurrentStack> stack = group.parts().containsKey("recurrent_kernel")
                ? group.part("kernel").flatMap(kernel -> RecurrentStack.keras(kernel.tensor(), weights.get("recurrent_kernel"), Optional.ofNullable(weights.get("bias"))))
                : RecurrentStack.named(weights, 1, Optional.empty(), "tanh");
        if (stack.isEmpty()) {
            throw new IllegalArgumentException("no gates of the same units");
        }
        Tensor matrix = stack.get().weights().getFirst().getFirst();
        int features = Math.toIntExact(matrix.extent(stack.get().orientation() == Orientation.TARGET_ROWS ? 1 : 0));
        if (extents.isPresent() && extents.get().getLast() != features) {
            join(group.owner(), List.of(1, 1, features));
        } else if (extents.isPresent() && extents.get().size() == 2) {
            put(new Operator.Reshape(group.owner() + " steps", value, next(), List.of(1, 1, features)));
        }
        Map<String, List<Integer>> given = new HashMap<>();
        extents.ifPresent(all -> given.put(value, all));
        List<Operator> layers = stack.get().operators(group.owner(), value, next());
        for (Operator operator : layers) {
            List<Optional<List<Integer>>> taken = operator.inputs().stream().map(name -> Optional.ofNullable(given.get(name))).toList();
            ValueExtents.of(operator, taken).ifPresent(all -> given.put(operator.outputs().getFirst(), all));
        }
        operators.addAll(layers);
        value = layers.getLast().outputs().getFirst();
        extents = Optional.ofNullable(given.get(value));
        spatial = false;
        String note = "What follows recurrent layers is taken to see every step of them; where the model takes the last one, what is given there counts.";
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    // ------------------------------------------------------------------------------------------------------------ words

    private void tell(List<LayerGroup> groups) {
        if (plan == null) {
            return;
        }
        List<LayerGroup> placed = groups.stream().filter(convolutions::containsKey).toList();
        List<String> words = new ArrayList<>();
        for (LayerGroup group : placed.subList(0, Math.min(placed.size(), 40))) {
            int i = convolutions.get(group);
            words.add(group.owner() + (plan.stride()[i] > 1 ? " of stride " + plan.stride()[i] : "") + (plan.padded()[i] ? " padded" : " unpadded")
                    + (plan.halved()[i] ? " with pooling" : ""));
        }
        if (operators.stream().anyMatch(Operator.Pooling.class::isInstance)) {
            notes.add("Where the network is run, its pooling is taken for that of maxima.");
        }
        List<Integer> input = ((Operator.Input) operators.getFirst()).extents();
        List<Integer> sample = input.isEmpty() ? input : new ArrayList<>(input.subList(1, input.size()));
        if (channelLast) {
            Collections.rotate(sample, 1);
        }
        notes.add("Strides, paddings and pooling are written nowhere; so that the sizes fit, they are taken to be: " + String.join(", ", words)
                + (placed.size() > 40 ? ", …" : "") + ".");
        if (!sample.isEmpty() && options.inputShape().isEmpty()) {
            notes.add("The size of the input is written nowhere: " + Extents.of(sample) + " is assumed; give another by --input-shape.");
        }
    }
}
