package org.cntexplorer.format.computation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Convolution.Layout;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.ModelInput;
import org.cntexplorer.model.Tensor;

/** Each operator as nodes of ONNX. Values keep their names; the batch, of which operators know only that its extent is 1, is left open. */
final class OperatorNodes {
    private static final String GIVEN = " given";

    private final OnnxFile file;
    private final Map<String, List<Integer>> extents;
    private final SampleAxes axes;
    /** What is taken in the place of a value, because a function is assumed behind it. */
    private final Map<String, String> instead = new HashMap<>();
    private final Set<String> constants = new HashSet<>();

    OperatorNodes(OnnxFile file, Map<String, List<Integer>> extents, SampleAxes axes) {
        this.file = file;
        this.extents = extents;
        this.axes = axes;
    }

    /** The name under which a value is taken. */
    String named(String value) {
        return instead.getOrDefault(value, value);
    }

    /** What gets the samples. @return what they are given as, sample after sample */
    String input(ModelInput input, boolean timeMajor) {
        String given = timeMajor || input.indices() ? input.value() + GIVEN : input.value();
        file.input(given, input.extents());
        take(input, timeMajor, given);
        return given;
    }

    /**
     * What gets a number in all its places, for each sample.
     *
     * @param sampled what gets the samples, where they have steps that are open so many as these
     * @param samples what they are given as
     */
    void filled(ModelInput input, boolean timeMajor, double number, ModelInput sampled, String samples) {
        String shape = file.node("Shape", Map.of(), samples);
        List<String> extents = new ArrayList<>(List.of(file.node("Gather", Map.of(), shape, file.wholes(0))));
        for (int axis = 0; axis < input.extents().size(); axis++) {
            int extent = input.extents().get(axis);
            boolean asSamples = extent < 0 && axis < sampled.extents().size() && sampled.extents().get(axis) < 0;
            extents.add(asSamples ? file.node("Gather", Map.of(), shape, file.wholes(axis + 1)) : file.wholes(Math.max(1, extent)));
        }
        String given = timeMajor || input.indices() ? input.value() + GIVEN : input.value();
        file.node("Expand", List.of(file.floats(new float[] {(float) number}), file.node("Concat", Map.of("axis", 0), extents.toArray(String[]::new))),
                List.of(given), Map.of());
        take(input, timeMajor, given);
    }

    /** In the model's type and order. */
    private void take(ModelInput input, boolean timeMajor, String given) {
        if (given.equals(input.value())) {
            return;
        }
        if (input.indices()) {
            file.node("Cast", List.of(given), List.of(input.value()), Map.of("to", 7));
        } else {
            file.node("Transpose", List.of(given), List.of(input.value()), Map.of("perm", List.of(1, 0, 2)));
        }
    }

    /** A function that is assumed behind a value. */
    void pass(String value, String passed, String function) {
        formula(FunctionsByName.of(function).orElseThrow(() -> new IllegalArgumentException("a function " + function)), List.of(value), List.of(passed));
        instead.put(value, passed);
    }

    void add(Operator operator) {
        List<String> in = operator.inputs().stream().map(this::named).toList();
        List<String> out = operator.outputs();
        if (operator instanceof Operator.Constant) {
            constants.addAll(out);
        }
        switch (operator) {
            case Operator.Input input -> throw new IllegalArgumentException("an input");
            case Operator.Deferred deferred -> throw new IllegalArgumentException("a deferred operator");
            case Operator.Constant constant -> file.node("Identity", List.of(file.numbers(constant.numbers().orElseThrow(), longs(constant.extents()))), out, Map.of());
            case Operator.Dense dense -> dense(dense, in.getFirst());
            case Operator.Convolution convolution -> convolution(convolution, in.getFirst());
            case Operator.Pooling pooling -> new PoolingNodes(file, this, extents).add(pooling, in.getFirst());
            case Operator.AdaptivePooling pooling -> AdaptiveNodes.add(pooling, extents.get(pooling.input()), file, this);
            case Operator.Mean mean -> new PoolingNodes(file, this, extents).reduce(mean.pool().orElseThrow(), in.getFirst(), mean.output(), mean.axes(), mean.keepAxes());
            case Operator.ScaleShift scaling -> scaling(scaling, in.getFirst());
            case Operator.Recurrent recurrent -> new RecurrentNodes(file).add(recurrent, in.getFirst());
            case Operator.Embedding embedding -> file.node("Gather", List.of(file.numbers(embedding.matrix(), embedding.matrix().shape()), in.getFirst()), out, Map.of());
            case Operator.Attention attention -> formula(attention.formula().orElseThrow(), in, out);
            case Operator.Sum sum -> file.node("Sum", in, out, Map.of());
            case Operator.Concatenation joined -> file.node("Concat", withSamples(joined, in), out, Map.of("axis", joined.axis()));
            case Operator.Activation activation -> formula(activation.formula().or(() -> FunctionsByName.of(activation.function())).orElseThrow(), in, out);
            case Operator.Pass pass -> formula(pass.formula().orElse(Formula.of("Identity")), in, out);
            case Operator.Block block -> formula(block.formula().orElseThrow(), in, out);
            case Operator.Reshape reshape -> file.node("Reshape", List.of(in.getFirst(), file.wholes(shape(reshape))), out, Map.of());
            case Operator.Transpose transpose -> transpose(transpose, in.getFirst());
            case Operator.Take take -> take(take, in.getFirst());
            case Operator.Expand expand -> file.node("Expand", List.of(in.getFirst(), file.wholes(longs(expand.extents()))), out, Map.of());
            case Operator.Pad pad when pad.formula().isPresent() -> formula(pad.formula().get(), in, out);
            case Operator.Pad pad -> file.node("Pad", List.of(in.getFirst(), file.wholes(pads(pad))), out, Map.of());
        }
    }

    /** What is joined to a sample's numbers is there for each sample. */
    private List<String> withSamples(Operator.Concatenation joined, List<String> in) {
        Optional<String> like = in.stream().filter(value -> !constants.contains(value)).findFirst();
        boolean first = like.isPresent() && joined.axis() == axes.of(like.get());
        if (like.isEmpty() || first || in.stream().noneMatch(constants::contains)) {
            return in;
        }
        List<String> all = new ArrayList<>();
        for (String value : in) {
            List<Integer> own = extents.getOrDefault(value, List.of());
            if (!constants.contains(value) || own.size() < 2 || own.get(Math.min(axes.of(like.get()), own.size() - 1)) != 1) {
                all.add(value);
                continue;
            }
            int axis = Math.min(axes.of(like.get()), own.size() - 1);
            String batch = file.node("Slice", Map.of(), file.node("Shape", Map.of(), like.get()), file.wholes(axis), file.wholes(axis + 1));
            List<String> shape = new ArrayList<>(List.of(file.wholes(longs(own.subList(0, axis))), batch, file.wholes(longs(own.subList(axis + 1, own.size())))));
            all.add(file.node("Expand", Map.of(), value, file.node("Concat", Map.of("axis", 0), shape.toArray(String[]::new))));
        }
        return all;
    }

    static long[] longs(List<Integer> numbers) {
        return numbers.stream().mapToLong(Integer::longValue).toArray();
    }

    private void dense(Operator.Dense dense, String input) {
        String matrix = file.numbers(dense.matrix(), dense.matrix().shape());
        if (dense.orientation() == Orientation.TARGET_ROWS) {
            matrix = file.node("Transpose", Map.of("perm", List.of(1, 0)), matrix);
        }
        if (dense.bias().isEmpty()) {
            file.node("MatMul", List.of(input, matrix), List.of(dense.output()), Map.of());
        } else {
            String sums = file.node("MatMul", Map.of(), input, matrix);
            file.node("Add", List.of(sums, file.numbers(dense.bias().get(), dense.bias().get().size())), List.of(dense.output()), Map.of());
        }
    }

    private void convolution(Operator.Convolution convolution, String input) {
        int axes = convolution.stride().size();
        List<String> taken = new ArrayList<>();
        taken.add(convolution.channelLast() ? channelFirst(input, axes + 2) : input);
        taken.add(kernel(convolution, axes));
        convolution.bias().ifPresent(bias -> taken.add(file.numbers(bias, bias.size())));
        Map<String, Object> attributes = new HashMap<>(Map.of("kernel_shape", convolution.taps(), "strides", convolution.stride(),
                "dilations", convolution.dilation(), "group", convolution.groups()));
        boolean spread = convolution.dilation().stream().anyMatch(apart -> apart > 1);
        if (spread && convolution.padding() != Operator.Padding.GIVEN && !convolution.transposed()) {
            spreadPadding(convolution, axes, attributes);
        } else {
            padding(convolution.padding(), convolution.begin(), convolution.end(), attributes);
        }
        if (convolution.transposed() && convolution.more().stream().anyMatch(more -> more != 0)) {
            attributes.put("output_padding", convolution.more());
        }
        String given = convolution.channelLast() ? file.fresh("convolved") : convolution.output();
        file.node(convolution.transposed() ? "ConvTranspose" : "Conv", taken, List.of(given), attributes);
        if (convolution.channelLast()) {
            channelLast(given, convolution.output(), axes + 2);
        }
    }

    /** In ONNX' order: output channels, input channels of a group, taps. */
    private String kernel(Operator.Convolution convolution, int axes) {
        Tensor kernel = convolution.kernel();
        Layout layout = convolution.layout();
        int rank = axes + 2;
        int outputs = layout.axis(true, rank);
        int inputs = layout.axis(false, rank);
        List<Integer> order = new ArrayList<>(List.of(outputs, inputs));
        IntStream.range(0, rank).filter(axis -> axis != outputs && axis != inputs).forEach(order::add);
        long[] shape = kernel.shape();
        if (shape.length != rank) {
            // written as a matrix or with its channels apart: the groups tell how many inputs each has
            long taps = convolution.taps().stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
            int channelAxis = convolution.channelLast() ? -1 : -1 - axes;
            List<Integer> before = extents.get(convolution.input());
            long channels = before.get(before.size() + channelAxis);
            long perGroup = convolution.transposed() ? kernel.size() / taps / channels : channels / convolution.groups();
            shape = new long[rank];
            int tap = 0;
            for (int axis = 0; axis < rank; axis++) {
                shape[axis] = axis == outputs ? kernel.size() / taps / perGroup : axis == inputs ? perGroup : convolution.taps().get(tap++);
            }
        }
        String numbers = file.numbers(kernel, shape);
        boolean plain = IntStream.range(0, rank).allMatch(axis -> order.get(axis) == axis);
        return plain ? numbers : file.node("Transpose", Map.of("perm", order), numbers);
    }

    /** ONNX Runtime finds no padding of its own for taps that are apart. */
    private void spreadPadding(Operator.Convolution convolution, int axes, Map<String, Object> attributes) {
        List<Integer> before = extents.getOrDefault(convolution.input(), List.of());
        Integer[] pads = new Integer[2 * axes];
        for (int axis = 0; axis < axes; axis++) {
            int reach = convolution.dilation().get(axis) * (convolution.taps().get(axis) - 1) + 1;
            int stride = convolution.stride().get(axis);
            // of a stride of 1 it is the same for any number of units
            int units = stride == 1 ? 1 : before.get(before.size() - axes - (convolution.channelLast() ? 1 : 0) + axis);
            int both = Math.max(0, (Math.ceilDiv(units, stride) - 1) * stride + reach - units);
            int less = both / 2;
            pads[axis] = convolution.padding() == Operator.Padding.SAME_UPPER ? less : both - less;
            pads[axes + axis] = both - pads[axis];
        }
        attributes.put("pads", List.of(pads));
    }

    static void padding(Operator.Padding padding, List<Integer> begin, List<Integer> end, Map<String, Object> attributes) {
        if (padding == Operator.Padding.GIVEN) {
            attributes.put("pads", Stream.concat(begin.stream(), end.stream()).toList());
        } else {
            attributes.put("auto_pad", padding.name());
        }
    }

    private void scaling(Operator.ScaleShift scaling, String input) {
        String value = input;
        if (scaling.before().isPresent()) {
            value = file.fresh("normalised");
            formula(scaling.before().get(), List.of(input), List.of(value));
        }
        long[] shape = numbersShape(scaling);
        String scaled = scaling.shift().length == 0 ? scaling.output() : file.fresh("scaled");
        file.node("Mul", List.of(value, file.floats(floats(scaling.scale()), shape)), List.of(scaled), Map.of());
        if (scaling.shift().length > 0) {
            file.node("Add", List.of(scaled, file.floats(floats(scaling.shift()), shape)), List.of(scaling.output()), Map.of());
        }
    }

    /** The numbers' own extents, and 1 for every axis behind them. */
    private long[] numbersShape(Operator.ScaleShift scaling) {
        List<Integer> before = extents.get(scaling.input());
        if (before == null || before.isEmpty()) {
            return new long[] {scaling.scale().length};
        }
        int first = scaling.axis() < 0 ? scaling.axis() + before.size() : scaling.axis();
        int last = first;
        long units = before.get(first);
        while (units < scaling.scale().length && last + 1 < before.size()) {
            units *= before.get(++last);
        }
        long[] shape = new long[before.size() - first];
        Arrays.fill(shape, 1);
        for (int axis = first; axis <= last; axis++) {
            shape[axis - first] = before.get(axis);
        }
        return shape;
    }

    private static float[] floats(double[] numbers) {
        float[] all = new float[numbers.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = (float) numbers[i];
        }
        return all;
    }

    /** The batch's axis is copied; what the operator says of the others stands. */
    private long[] shape(Operator.Reshape reshape) {
        List<Integer> wanted = new ArrayList<>(reshape.extents().isEmpty() ? List.of(-1) : reshape.extents());
        boolean openFirst = wanted.getFirst() == -1;
        int samples = axes.of(reshape.output());
        if (samples > 0 && samples < wanted.size() && !openFirst) {
            // of which there are as many as is left over
            wanted.replaceAll(extent -> extent == -1 ? extents.getOrDefault(reshape.output(), wanted).get(wanted.indexOf(-1)) : extent);
            wanted.set(samples, -1);
            return longs(wanted);
        }
        if (!reshape.extents().isEmpty() && wanted.getFirst() == 1) {
            wanted.set(0, 0);
        } else if (reshape.extents().isEmpty() || !openFirst) {
            wanted.addFirst(0);
        }
        return longs(wanted);
    }

    private void transpose(Operator.Transpose transpose, String input) {
        int rank = transpose.order().size();
        file.node("Transpose", List.of(input), List.of(transpose.output()),
                Map.of("perm", transpose.order().stream().map(axis -> axis < 0 ? axis + rank : axis).toList()));
    }

    private void take(Operator.Take take, String input) {
        if (take.formula().isPresent()) {
            formula(take.formula().get(), List.of(input), List.of(take.output()));
            return;
        }
        long[] places = Arrays.stream(take.places()).asLongStream().toArray();
        if (isWholeBatch(take)) {
            file.node("Identity", List.of(input), List.of(take.output()), Map.of());
            return;
        }
        String wanted = take.dropAxis() ? file.whole(places[0]) : file.wholes(places);
        file.node("Gather", List.of(input, wanted), List.of(take.output()), Map.of("axis", take.axis()));
    }

    /** Whether it takes the one sample of a batch of one: all of those that are run. */
    private boolean isWholeBatch(Operator.Take take) {
        return isOfBatch(take, extents, axes) && !take.dropAxis() && take.places().length == 1;
    }

    /** Whether it takes places of the axis of the batch. */
    static boolean isOfBatch(Operator.Take take, Map<String, List<Integer>> extents, SampleAxes axes) {
        List<Integer> before = extents.getOrDefault(take.input(), List.of());
        int axis = axes.of(take.input());
        return before.size() > 1 && before.get(axis) == 1 && Math.floorMod(take.axis(), before.size()) == axis;
    }

    private long[] pads(Operator.Pad pad) {
        int rank = Math.max(extents.getOrDefault(pad.input(), List.of()).size(), pad.begin().size());
        int missing = rank - pad.begin().size();
        List<Integer> all = new ArrayList<>(Collections.nCopies(missing, 0));
        all.addAll(pad.begin());
        all.addAll(Collections.nCopies(missing, 0));
        all.addAll(pad.end());
        return longs(all);
    }

    /** A value of channels behind positions, turned. @param rank of the value with its batch */
    String channelFirst(String value, int rank) {
        List<Integer> order = new ArrayList<>(List.of(0, rank - 1));
        IntStream.range(1, rank - 1).forEach(order::add);
        return file.node("Transpose", Map.of("perm", order), value);
    }

    void channelLast(String value, String turned, int rank) {
        List<Integer> order = new ArrayList<>(List.of(0));
        IntStream.range(2, rank).forEach(order::add);
        order.add(1);
        file.node("Transpose", List.of(value), List.of(turned), Map.of("perm", order));
    }

    /** A formula between values. */
    private void formula(Formula formula, List<String> in, List<String> out) {
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < in.size(); i++) {
            names.put("in" + i, in.get(i));
        }
        for (int i = 0; i < out.size(); i++) {
            names.put("out" + i, out.get(i));
        }
        formula.constants().forEach((name, numbers) -> names.put(name, switch (numbers) {
            case Tensor tensor -> file.numbers(tensor, tensor.shape());
            case float[] one when one.length == 1 -> file.floats(one);
            case float[] all -> file.floats(all, all.length);
            case long[] all -> file.wholes(all);
            default -> throw new IllegalArgumentException("a constant " + numbers.getClass());
        }));
        for (Formula.Step step : formula.steps()) {
            List<String> taken = step.inputs().equals(List.of(Formula.ALL)) ? in : step.inputs().stream().map(name -> name.isEmpty() ? "" : names.get(name)).toList();
            List<String> given = step.outputs().stream().map(name -> names.computeIfAbsent(name, file::fresh)).toList();
            file.node(step.type(), taken, given, step.attributes());
        }
    }
}
