package org.cntexplorer.format.pytorch;

import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.pickle.Pickled;
import org.cntexplorer.model.Tensor;

/** A value of Python as far as a model's wiring needs it, inert: of a module's attributes, or on the way through archived code. */
sealed interface Py {
    Py NONE = new Nothing();
    Py UNKNOWN = new Unknown();

    /** None. */
    record Nothing() implements Py {}

    /** A number, a text or a truth value that hangs on the data. */
    record Unknown() implements Py {}

    /** True or False. */
    record Truth(boolean value) implements Py {}

    /** An integer. */
    record Whole(long value) implements Py {}

    /** An extent that is read as 1 and may be another: that of an open number of steps or tokens. */
    record Open() implements Py {}

    /** A float. */
    record Real(double value) implements Py {}

    /** A str. */
    record Text(String value) implements Py {}

    /** A list or a tuple. */
    record Sequence(List<Py> items) implements Py {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** A parameter, a buffer or a constant. */
    record Weights(Tensor tensor) implements Py {}

    /** A matrix that code has transposed. */
    record Turned(Tensor tensor) implements Py {}

    /**
     * How much each query agrees with each key: what attention multiplies its values with.
     *
     * @param formula of queries and keys, so far; empty where it is not known
     * @param last the value of the formula that they are
     */
    record Scores(String query, String key, Optional<Formula> formula, String last) implements Py {}

    /** A tensor of one number again and again, of any extents. */
    record Filled(double number) implements Py {}

    /** A tensor that hangs on the model's input: a value of its operators. */
    record Signal(String value) implements Py {}

    /** The extent of such a tensor along an axis, not known. */
    record Extent(String value, int axis) implements Py {}

    /** A module, and the path to it from the model. */
    record Part(TorchModule module, String path) implements Py {}

    /** A method of a module. */
    record Method(Part part, String name) implements Py {}

    /** A function or a type, by its path. */
    record Function(String path) implements Py {}

    /** A number, a text, or a list of them, of a pickle. */
    static Py of(Pickled value) {
        return of(value, 0);
    }

    private static Py of(Pickled value, int depth) {
        return switch (value) {
            case Pickled.None none -> NONE;
            case Pickled.Truth truth -> new Truth(truth.value());
            case Pickled.Whole whole -> new Whole(whole.value());
            case Pickled.Real real -> new Real(real.value());
            case Pickled.Text text -> new Text(text.string());
            case Pickled.Bytes bytes -> new Text(bytes.string());
            case Pickled.Items items when depth < 4 && items.items().size() <= 64 ->
                new Sequence(items.items().stream().map(item -> of(item, depth + 1)).toList());
            // torch.Size, and what TorchScript writes for lists of integers
            case Pickled.Made made when depth < 4 && made.arguments().size() == 1
                    && (made.path().equals("torch.Size") || made.path().startsWith("torch.jit._pickle.build_")) -> of(made.arguments().getFirst(), depth + 1);
            default -> UNKNOWN;
        };
    }

    /** An integer, or a float without a fraction. */
    static Optional<Integer> whole(Py value) {
        return switch (value) {
            case Whole whole when whole.value() == (int) whole.value() -> Optional.of((int) whole.value());
            case Open open -> Optional.of(1);
            case Real real when real.value() == (int) real.value() -> Optional.of((int) real.value());
            case Sequence one when one.items().size() == 1 -> whole(one.items().getFirst());
            default -> Optional.empty();
        };
    }

    /** A number. */
    static Optional<Double> real(Py value) {
        return switch (value) {
            case Whole whole -> Optional.of((double) whole.value());
            case Open open -> Optional.of(1.0);
            case Real real -> Optional.of(real.value());
            default -> Optional.empty();
        };
    }

    /** True or False, or a number for them. */
    static Optional<Boolean> truth(Py value) {
        return switch (value) {
            case Truth truth -> Optional.of(truth.value());
            case Whole whole -> Optional.of(whole.value() != 0);
            case null, default -> Optional.empty();
        };
    }

    /** A number, or the one of a tensor that holds no other. */
    static Optional<Double> number(Py value) {
        return switch (value) {
            case Filled filled -> Optional.of(filled.number());
            case Weights weights when weights.tensor().size() == 1 -> Optional.of(weights.tensor().get(0));
            default -> real(value);
        };
    }

    static Optional<Tensor> tensor(Py value) {
        return value instanceof Weights weights ? Optional.of(weights.tensor()) : Optional.empty();
    }

    /** Integers, one for each of some axes: one number stands for all. Empty where they are others. */
    static Optional<List<Integer>> wholes(Py value, int axes) {
        if (value instanceof Sequence sequence && (sequence.items().size() == axes || axes < 0)) {
            List<Optional<Integer>> all = sequence.items().stream().map(Py::whole).toList();
            return all.stream().allMatch(Optional::isPresent) ? Optional.of(all.stream().map(Optional::get).toList()) : Optional.empty();
        }
        return axes < 0 ? Optional.empty() : whole(value).map(number -> java.util.Collections.nCopies(axes, number));
    }
}
