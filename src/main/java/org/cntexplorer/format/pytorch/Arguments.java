package org.cntexplorer.format.pytorch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cntexplorer.model.Tensor;

/** What a function of archived code is called with, by place or by name. */
record Arguments(List<Py> placed, Map<String, Py> named) implements TorchFunctions.Given {
    /** {@link Py#UNKNOWN} where it is not given. */
    @Override
    public Py get(int place, String name) {
        return place < placed.size() ? placed.get(place) : named.getOrDefault(name, Py.UNKNOWN);
    }

    /** Whether it is given, even as None. */
    boolean has(int place, String name) {
        return place < placed.size() || named.containsKey(name);
    }

    /** Empty where it is not given, is None, or hangs on the data. */
    Optional<Tensor> tensor(int place, String name) {
        return Py.tensor(get(place, name));
    }

    /** The values that hang on the data, those in lists too. */
    List<String> signals() {
        List<String> values = new ArrayList<>();
        Stream.concat(placed.stream(), named.values().stream()).forEach(argument -> collect(argument, values));
        return values;
    }

    private static void collect(Py argument, List<String> values) {
        switch (argument) {
            case Py.Signal signal -> values.add(signal.value());
            case Py.Scores scores -> values.addAll(List.of(scores.query(), scores.key()));
            case Py.Sequence sequence -> sequence.items().forEach(item -> collect(item, values));
            default -> { }
        }
    }
}
