package org.cntexplorer.format.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.keras.LayerWeights.Weight;
import org.cntexplorer.format.lowering.Extents;
import org.cntexplorer.model.Tensor;

/**
 * The weights of one layer, or of a part of one, by what they are to it. They are looked for only when somebody asks. Files of Keras 2 and of
 * TensorFlow.js name them; archives of Keras 3 number them, in an order that every kind of layer knows of itself.
 */
final class OwnWeights {
    /** Looks for them. */
    @FunctionalInterface
    interface Looking {
        List<Weight> weights() throws ModelFormatException;
    }

    private final String source;
    private final String layer;
    private final Looking looking;
    private final List<String> order;

    private OwnWeights(String source, String layer, Looking looking, List<String> order) {
        this.source = source;
        this.layer = layer;
        this.looking = looking;
        this.order = order;
    }

    /** @param source the file, and {@code layer} the layer, for messages */
    OwnWeights(String source, String layer, Looking looking) {
        this(source, layer, looking, List.of());
    }

    /** The same weights, whose order is this where they have numbers instead of names. */
    OwnWeights inOrder(String... roles) {
        return new OwnWeights(source, layer, looking, List.of(roles));
    }

    /** The same weights, some of which this layer has not, as its description says. */
    OwnWeights without(boolean not, String... roles) {
        return not ? new OwnWeights(source, layer, looking, order.stream().filter(role -> !List.of(roles).contains(role)).toList()) : this;
    }

    /** Those of a part: whose path goes through a group of one of these names, or begins with one that ends in a low line. */
    OwnWeights part(String... names) {
        return new OwnWeights(source, layer, () -> looking.weights().stream().filter(weight -> goesThrough(weight, names)).toList(), order);
    }

    /** All others. */
    OwnWeights but(String... names) {
        return new OwnWeights(source, layer, () -> looking.weights().stream().filter(weight -> !goesThrough(weight, names)).toList(), order);
    }

    /** Some of them, by their places. */
    OwnWeights between(int from, int to) {
        return new OwnWeights(source, layer, () -> {
            List<Weight> all = looking.weights();
            return all.subList(Math.min(from, all.size()), Math.min(to, all.size()));
        }, order);
    }

    private static boolean goesThrough(Weight weight, String... names) {
        String[] groups = weight.path().split("/");
        for (int i = 0; i < groups.length - 1; i++) {
            for (String name : names) {
                if (groups[i].equals(name) || name.endsWith("_") && groups[i].startsWith(name)) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean isEmpty() throws ModelFormatException {
        return looking.weights().isEmpty();
    }

    int count() throws ModelFormatException {
        return looking.weights().size();
    }

    /** The weight of one of several roles, which are names for the same. */
    Optional<Tensor> find(String... roles) throws ModelFormatException {
        List<Weight> weights = looking.weights();
        for (String role : roles) {
            for (Weight weight : weights) {
                if (weight.role().equals(role)) {
                    return Optional.of(weight.tensor());
                }
            }
        }
        int place = -1;
        for (String role : roles) {
            place = place < 0 ? order.indexOf(role) : place;
        }
        if (place < 0) {
            return Optional.empty();
        }
        boolean unknown = weights.size() == order.size() && weights.stream().map(Weight::role).noneMatch(order::contains);
        for (int i = 0; i < weights.size(); i++) {
            String role = weights.get(i).role();
            if (role.equals(String.valueOf(place)) || unknown && i == place && !Character.isDigit(role.isEmpty() ? 'x' : role.charAt(0))) {
                return Optional.of(weights.get(i).tensor());
            }
        }
        return Optional.empty();
    }

    /** @throws ModelFormatException where the file has it not */
    Tensor get(String... roles) throws ModelFormatException {
        Optional<Tensor> found = find(roles);
        if (found.isEmpty()) {
            throw new ModelFormatException(source + ": the weights of the layer \"" + layer + "\" are not in the file; save the whole model.");
        }
        return found.get();
    }

    /**
     * As many axes as its layer must have.
     *
     * @throws ModelFormatException where it has others, or an extent of nothing
     */
    Tensor get(int rank, String... roles) throws ModelFormatException {
        Tensor tensor = get(roles);
        boolean some = tensor.size() > 0;
        for (long extent : tensor.shape()) {
            some &= extent <= Integer.MAX_VALUE;
        }
        if (tensor.rank() != rank || !some) {
            throw bad("has a " + roles[0] + " of " + Extents.of(tensor) + ", where its kind has one of " + rank + (rank == 1 ? " axis" : " axes"));
        }
        return tensor;
    }

    /** As plain numbers. */
    Optional<double[]> numbers(String... roles) throws ModelFormatException {
        Optional<Tensor> found = find(roles);
        if (found.isPresent() && found.get().size() > 1 << 26) {
            throw bad("has " + found.get().size() + " numbers of a normalisation");
        }
        return found.map(Tensor::toArray);
    }

    ModelFormatException bad(String what) {
        return new ModelFormatException(source + ": the layer \"" + layer + "\" " + what + "; save the model again.");
    }

    /** What they are called, for a sentence about weights that nobody knows. */
    List<String> roles() throws ModelFormatException {
        return new ArrayList<>(looking.weights().stream().map(Weight::role).limit(8).toList());
    }
}
