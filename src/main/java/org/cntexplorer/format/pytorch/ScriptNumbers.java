package org.cntexplorer.format.pytorch;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.cntexplorer.model.Tensor;

/** Functions of archived code whose results are numbers, truth values and lists: shapes on their way to a reshape. */
final class ScriptNumbers {
    private ScriptNumbers() {}

    /** @return empty where it is another function; {@link Py#UNKNOWN} where the result hangs on the data */
    static Optional<Py> call(String name, Arguments all, TorchGraph graph) {
        List<Py> arguments = all.placed();
        Py first = arguments.isEmpty() ? Py.UNKNOWN : arguments.getFirst();
        Py second = arguments.size() < 2 ? Py.UNKNOWN : arguments.get(1);
        if (name.equals("float") && first instanceof Py.Signal) {
            return Optional.empty();
        }
        return switch (name) {
            case "int", "Int", "IntImplicit", "float", "Float", "FloatImplicit", "bool", "Bool", "NumToTensor", "ScalarImplicit", "str", "list", "format",
                    "item" -> Optional.of(arguments.size() == 1 ? made(name.toLowerCase(java.util.Locale.ROOT), first) : Py.UNKNOWN);
            case "__is__" -> Optional.of(first instanceof Py.Unknown || second instanceof Py.Unknown ? Py.UNKNOWN
                    : new Py.Truth(first == Py.NONE && second == Py.NONE));
            case "__isnot__" -> Optional.of(first instanceof Py.Unknown || second instanceof Py.Unknown ? Py.UNKNOWN
                    : new Py.Truth(first == Py.NONE != (second == Py.NONE)));
            case "__not__" -> Optional.of(Py.truth(first).<Py>map(truth -> new Py.Truth(!truth)).orElse(Py.UNKNOWN));
            case "__and__" -> both(first, second, false);
            case "__or__" -> both(first, second, true);
            case "size" -> Optional.of(size(first, arguments, graph));
            case "dim", "ndimension" -> Optional.of(rank(first, graph));
            case "numel" -> Optional.of(first instanceof Py.Weights weights ? new Py.Whole(weights.tensor().size()) : Py.UNKNOWN);
            case "len" -> Optional.of(first instanceof Py.Sequence sequence ? new Py.Whole(sequence.items().size())
                    : first instanceof Py.Part part ? new Py.Whole(part.module().children().size()) : Py.UNKNOWN);
            case "eq", "ne" -> Optional.of(equal(first, second).<Py>map(same -> new Py.Truth(same == name.equals("eq"))).orElse(Py.UNKNOWN));
            case "lt", "le", "gt", "ge" -> Optional.of(compared(name, first, second));
            case "add", "sub", "mul", "div", "floordiv", "floor_divide", "remainder", "neg", "floor", "ceil", "min", "max", "pow", "sqrt", "true_divide" ->
                arguments.stream().anyMatch(ScriptNumbers::isTensor) ? Optional.empty()
                        : Optional.of(rounded(all.named().get("rounding_mode"), arithmetic(name, first, second), first, second));
            case "zeros", "zeros_like", "new_zeros" -> Optional.of(new Py.Filled(0));
            case "ones", "ones_like", "new_ones" -> Optional.of(new Py.Filled(1));
            case "full", "full_like" -> Optional.of(Py.real(second).<Py>map(Py.Filled::new).orElse(Py.UNKNOWN));
            case "scalar_tensor", "tensor" -> Optional.of(Py.real(first).isPresent() ? first : Py.UNKNOWN);
            case "empty", "arange", "rand", "randn", "linspace", "device", "dtype", "dtype_", "is_cuda", "layout", "is_floating_point", "requires_grad",
                    "is_grad_enabled", "tril", "triu", "eye", "uninitialized", "RaiseException", "warn", "is_scripting", "is_tracing", "prod", "result_type", "promote_types", "finfo" ->
                Optional.of(Py.UNKNOWN);
            default -> Optional.empty();
        };
    }

    /** A number of another kind. */
    private static Py made(String name, Py of) {
        if (of instanceof Py.Signal) {
            return Py.UNKNOWN;
        }
        Optional<Double> number = of instanceof Py.Weights ? Py.number(of) : Py.real(of);
        return switch (name) {
            case "int", "intimplicit" -> of instanceof Py.Open ? of : number.<Py>map(one -> new Py.Whole((long) (double) one)).orElse(of);
            case "float", "floatimplicit" -> number.<Py>map(Py.Real::new).orElse(of);
            case "bool" -> number.<Py>map(one -> new Py.Truth(one != 0)).orElse(of);
            default -> of;
        };
    }

    /** A quotient as its mode of rounding wants it. */
    private static Py rounded(Py mode, Py quotient, Py first, Py second) {
        if (!(mode instanceof Py.Text text) || !(quotient instanceof Py.Real real)) {
            return mode == null || mode == Py.NONE || mode instanceof Py.Text ? quotient : Py.UNKNOWN;
        }
        double number = text.value().equals("floor") ? Math.floor(real.value()) : text.value().equals("trunc") ? Math.rint(real.value() - real.value() % 1) : Double.NaN;
        return Double.isNaN(number) ? Py.UNKNOWN : first instanceof Py.Whole && second instanceof Py.Whole ? new Py.Whole((long) number) : new Py.Real(number);
    }

    private static boolean isTensor(Py value) {
        return value instanceof Py.Signal || value instanceof Py.Weights || value instanceof Py.Turned || value instanceof Py.Scores
                || value instanceof Py.Sequence;
    }

    private static Optional<Py> both(Py first, Py second, boolean decides) {
        Optional<Boolean> one = Py.truth(first);
        Optional<Boolean> other = Py.truth(second);
        if (one.filter(truth -> truth == decides).isPresent() || other.filter(truth -> truth == decides).isPresent()) {
            return Optional.of(new Py.Truth(decides));
        }
        return Optional.of(one.isPresent() && other.isPresent() ? new Py.Truth(!decides) : Py.UNKNOWN);
    }

    private static Py size(Py of, List<Py> arguments, TorchGraph graph) {
        Optional<Integer> axis = arguments.size() < 2 ? Optional.empty() : Py.whole(arguments.get(1));
        List<Integer> extents = switch (of) {
            case Py.Signal signal -> graph.extents(signal.value()).orElse(null);
            case Py.Weights weights -> extents(weights.tensor());
            default -> null;
        };
        if (arguments.size() < 2) {
            return extents == null ? Py.UNKNOWN : new Py.Sequence(IntStream.range(0, extents.size()).mapToObj(i -> extent(of, i, extents.get(i), graph)).toList());
        }
        if (axis.isEmpty()) {
            return Py.UNKNOWN;
        }
        if (extents == null) {
            // the batch is one sample
            return of instanceof Py.Signal signal ? axis.get() == 0 ? new Py.Whole(1) : new Py.Extent(signal.value(), axis.get()) : Py.UNKNOWN;
        }
        int place = axis.get() < 0 ? axis.get() + extents.size() : axis.get();
        return place < 0 || place >= extents.size() ? Py.UNKNOWN : extent(of, place, extents.get(place), graph);
    }

    private static Py extent(Py of, int axis, int extent, TorchGraph graph) {
        return of instanceof Py.Signal && graph.isOpen(axis, extent) ? new Py.Open() : new Py.Whole(extent);
    }

    static List<Integer> extents(Tensor tensor) {
        return java.util.Arrays.stream(tensor.shape()).mapToObj(extent -> (int) Math.min(extent, Integer.MAX_VALUE)).toList();
    }

    private static Py rank(Py of, TorchGraph graph) {
        if (of instanceof Py.Weights weights) {
            return new Py.Whole(weights.tensor().rank());
        }
        OptionalInt rank = of instanceof Py.Signal signal ? graph.rank(signal.value()) : OptionalInt.empty();
        return rank.isPresent() ? new Py.Whole(rank.getAsInt()) : Py.UNKNOWN;
    }

    private static Optional<Boolean> equal(Py first, Py second) {
        if (Py.real(first).isPresent() && Py.real(second).isPresent()) {
            return Optional.of(Objects.equals(Py.real(first), Py.real(second)));
        }
        if (first instanceof Py.Text one && second instanceof Py.Text other) {
            return Optional.of(one.value().equals(other.value()));
        }
        if (first instanceof Py.Truth one && second instanceof Py.Truth other) {
            return Optional.of(one.value() == other.value());
        }
        return first instanceof Py.Sequence one && second instanceof Py.Sequence other && Py.wholes(one, -1).isPresent() && Py.wholes(other, -1).isPresent()
                ? Optional.of(Py.wholes(one, -1).equals(Py.wholes(other, -1))) : Optional.empty();
    }

    private static Py compared(String name, Py first, Py second) {
        Optional<Double> one = Py.real(first);
        Optional<Double> other = Py.real(second);
        if (one.isEmpty() || other.isEmpty()) {
            return Py.UNKNOWN;
        }
        int order = Double.compare(one.get(), other.get());
        return new Py.Truth(switch (name) {
            case "lt" -> order < 0;
            case "le" -> order <= 0;
            case "gt" -> order > 0;
            default -> order >= 0;
        });
    }

    private static Py arithmetic(String name, Py first, Py second) {
        Optional<Double> one = Py.real(first);
        Optional<Double> other = Py.real(second);
        if (one.isEmpty() || other.isEmpty() && !List.of("neg", "floor", "ceil", "sqrt").contains(name)) {
            return Py.UNKNOWN;
        }
        boolean whole = first instanceof Py.Whole && (other.isEmpty() || second instanceof Py.Whole);
        double b = other.orElse(0.0);
        double result = switch (name) {
            case "add" -> one.get() + b;
            case "sub" -> one.get() - b;
            case "mul" -> one.get() * b;
            case "div", "true_divide" -> one.get() / b;
            case "floordiv", "floor_divide" -> Math.floor(one.get() / b);
            case "remainder" -> one.get() - b * Math.floor(one.get() / b);
            case "neg" -> -one.get();
            case "floor" -> Math.floor(one.get());
            case "ceil" -> Math.ceil(one.get());
            case "min" -> Math.min(one.get(), b);
            case "max" -> Math.max(one.get(), b);
            case "sqrt" -> Math.sqrt(one.get());
            default -> Math.pow(one.get(), b);
        };
        boolean asWhole = (whole && !name.equals("div") && !name.equals("true_divide") && !name.equals("sqrt") || name.equals("floor") || name.equals("ceil"))
                && Math.abs(result) < 1L << 52 && result == Math.rint(result);
        return asWhole ? new Py.Whole((long) result) : new Py.Real(result);
    }
}
