package org.cntexplorer.format.pytorch;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cntexplorer.model.Tensor;

/**
 * What is known of one module: its attributes and tensors by name.
 *
 * @param name the path to it from the model, which its layer is called by
 * @param kind its class without its package: "Conv2d"
 * @param attributes {@link Py#UNKNOWN} where the module has none of the name
 */
record PartFacts(String name, String kind, Function<String, Py> attributes, Function<String, Optional<Tensor>> tensors) {
    Optional<Tensor> tensor(String tensor) {
        return tensors.apply(tensor);
    }

    Py get(String attribute) {
        return attributes.apply(attribute);
    }

    boolean has(String attribute) {
        return get(attribute) != Py.UNKNOWN;
    }

    Optional<Integer> whole(String attribute) {
        return Py.whole(get(attribute));
    }

    /** A number for each axis. */
    Optional<List<Integer>> wholes(String attribute, int axes) {
        return Py.wholes(get(attribute), axes);
    }

    double real(String attribute, double otherwise) {
        return Py.real(get(attribute)).orElse(otherwise);
    }

    boolean truth(String attribute) {
        return Py.truth(get(attribute)).orElse(false);
    }

    Optional<String> text(String attribute) {
        return get(attribute) instanceof Py.Text text ? Optional.of(text.value()) : Optional.empty();
    }
}
