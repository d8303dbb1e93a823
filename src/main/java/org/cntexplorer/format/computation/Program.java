package org.cntexplorer.format.computation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Computation;
import org.cntexplorer.model.Feed;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.LayerValues;
import org.cntexplorer.model.ModelInput;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/** The operators of a model, of any format, as an ONNX model. */
public final class Program implements Computation {
    /** What stands behind the name of a value that a file's function is assumed to have made of it. */
    private static final String PASSED = " passed";
    /** What stands behind the name of a value whose samples do not stand first, where they do. */
    private static final String SAMPLES_FIRST = " by sample";

    private final List<Operator> operators;
    private final Map<String, List<Integer>> extents;
    private final List<Layer> layers;
    private final Supplier<List<LayerValues>> places;
    /** What it gives, the first first. */
    private final List<String> outputs;
    private final String output;
    private final boolean assuming;
    private final Optional<Feed> fed;
    private final SampleAxes axes;

    /**
     * @param operators each behind those whose values it takes, none of them deferred
     * @param extents of the values as far as they are known, the batch counted as 1
     * @param wanted values that the model gives; empty where the file does not say
     * @param network what was made of them
     * @param places where its layers are found
     */
    public Program(List<Operator> operators, Map<String, List<Integer>> extents, List<String> wanted, Network network, Supplier<List<LayerValues>> places) {
        this(List.copyOf(operators), extents, network.layers(), places, wanted.isEmpty() ? List.of(last(operators)) : List.copyOf(wanted), false, Optional.empty());
    }

    private Program(List<Operator> operators, Map<String, List<Integer>> extents, List<Layer> layers, Supplier<List<LayerValues>> places, List<String> outputs,
            boolean assuming, Optional<Feed> fed) {
        this.operators = operators;
        this.extents = extents;
        this.layers = layers;
        this.places = places;
        this.outputs = outputs;
        this.output = outputs.getFirst();
        this.assuming = assuming;
        this.fed = fed;
        this.axes = new SampleAxes(operators, extents);
    }

    /** What nobody takes: of several, what was made last. */
    private static String last(List<Operator> operators) {
        Set<String> taken = new HashSet<>();
        operators.forEach(operator -> taken.addAll(operator.inputs()));
        return operators.reversed().stream().flatMap(operator -> operator.outputs().stream().filter(value -> !taken.contains(value)).limit(1)).findFirst()
                .orElse(operators.getLast().outputs().getFirst());
    }

    /** The name of the value that holds a recurrent layer's sums over its gates, at every step. */
    public static String sumsOf(Operator.Recurrent recurrent) {
        return recurrent.outputs().getFirst() + " sums";
    }

    /** The name of the value that holds what a recurrent layer gives at every step of its input, in the input's order. */
    public static String stepsOf(Operator.Recurrent recurrent) {
        return recurrent.outputs().getFirst() + " steps";
    }

    @Override
    public Computation assuming() {
        return new Program(operators, extents, layers, places, outputs, true, fed);
    }

    @Override
    public Feed feed() {
        return fed.orElseGet(() -> Feed.proposed(inputs()));
    }

    @Override
    public Computation with(Feed feed) {
        return new Program(operators, extents, layers, places, outputs, assuming, Optional.of(feed.requireFit(inputs())));
    }

    @Override
    public boolean saysFunctions() {
        return !assuming || operators.stream().anyMatch(operator -> operator instanceof Operator.Activation);
    }

    @Override
    public Optional<String> hindrance() {
        return Hindrances.ofInputs(inputs())
                .or(() -> needed(List.of(output)).stream().flatMap(operator -> Hindrances.of(operator, extents, axes).stream()).findFirst());
    }

    /** The operators that lead to some values. */
    private List<Operator> needed(Collection<String> values) {
        Set<String> wanted = new HashSet<>(values);
        List<Operator> kept = new ArrayList<>();
        for (Operator operator : operators.reversed()) {
            if (operator.outputs().stream().anyMatch(wanted::contains)) {
                kept.addFirst(operator);
                wanted.addAll(operator.inputs());
            }
        }
        return kept;
    }

    /** The operators that lead to the first output, and to others that can be computed of the same inputs. */
    private List<Operator> computed() {
        List<Operator> first = needed(List.of(output));
        List<String> wanted = new ArrayList<>(List.of(output));
        for (String other : outputs.subList(1, outputs.size())) {
            if (needed(List.of(other)).stream().allMatch(operator -> Hindrances.of(operator, extents, axes).isEmpty()
                    && (!(operator instanceof Operator.Input) || first.contains(operator)))) {
                wanted.add(other);
            }
        }
        return wanted.size() == 1 ? first : needed(wanted);
    }

    @Override
    public List<ModelInput> inputs() {
        List<ModelInput> inputs = new ArrayList<>();
        for (Operator operator : needed(List.of(output))) {
            if (operator instanceof Operator.Input input) {
                inputs.add(InputExtents.of(input, operators, extents, layers));
            }
        }
        return inputs;
    }

    @Override
    public Optional<Integer> batch() {
        return Optional.empty();
    }

    @Override
    public String output() {
        return assumed().containsKey(output) ? output + PASSED : samplesFirst(output);
    }

    /** Under which name a value is given, sample after sample. */
    private String samplesFirst(String value) {
        return axes.of(value) > 0 ? value + SAMPLES_FIRST : value;
    }

    private LayerValues.Place samplesFirst(LayerValues.Place place, String samples) {
        return place.value().equals(samples) ? place : new LayerValues.Place(samplesFirst(place.value()), place.elements(), place.neurons());
    }

    @Override
    public List<LayerValues> layers() {
        String samples = feed().samples();
        Set<String> given = new HashSet<>();
        for (Operator operator : computed()) {
            given.addAll(operator.outputs());
            if (operator instanceof Operator.Recurrent recurrent) {
                given.add(sumsOf(recurrent));
                given.add(stepsOf(recurrent));
            }
        }
        Map<String, Boolean> assumed = assumed();
        List<LayerValues> all = new ArrayList<>();
        List<LayerValues> found = new ArrayList<>(places.get());
        found.addAll(settledInputs(found));
        found.sort(Comparator.comparingInt(LayerValues::layer));
        for (LayerValues values : found) {
            LayerValues.Place after = values.activation();
            if (given.contains(after.value())) {
                boolean passes = assumed.containsKey(after.value()) && values.preActivation().filter(before -> before.value().equals(after.value())).isPresent();
                all.add(new LayerValues(values.layer(), values.preActivation().filter(before -> given.contains(before.value())).map(place -> samplesFirst(place, samples)),
                        passes ? new LayerValues.Place(after.value() + PASSED, after.elements(), after.neurons()) : samplesFirst(after, samples)));
            }
        }
        return all;
    }

    /** Inputs whose size only the first weights told: their neurons are the sample's numbers, at every step. */
    private List<LayerValues> settledInputs(List<LayerValues> found) {
        List<LayerValues> all = new ArrayList<>();
        for (ModelInput input : inputs()) {
            String name = operators.stream().filter(o -> o instanceof Operator.Input && o.outputs().contains(input.value())).findFirst().orElseThrow().name();
            layers.stream().filter(layer -> layer.kind().equals("input") && layer.name().equals(name) && layer.neurons() == input.size() && !input.indices()
                    && found.stream().noneMatch(values -> values.layer() == layer.index())).findFirst()
                    .ifPresent(layer -> all.add(new LayerValues(layer.index(), Optional.empty(), new LayerValues.Place(input.value(), layer.neurons(), null))));
        }
        return all;
    }

    /** The values that functions are assumed of: for each whether it is the last. */
    private Map<String, Boolean> assumed() {
        Map<String, Boolean> all = new HashMap<>();
        if (saysFunctions()) {
            return all;
        }
        String last = null;
        for (LayerValues values : places.get()) {
            String kind = layers.get(values.layer()).kind();
            if (values.preActivation().isPresent() && values.activation().value().equals(values.preActivation().get().value())
                    && (kind.contains("dense") || kind.contains("convolution"))) {
                last = values.activation().value();
                all.put(last, false);
            }
        }
        if (last != null) {
            all.put(last, true);
        }
        return all;
    }

    @Override
    public void write(Path onnx, Functions functions, Progress progress) throws IOException {
        Optional<String> hindrance = hindrance();
        if (hindrance.isPresent()) {
            throw new IllegalStateException(hindrance.get());
        }
        OnnxFile file = new OnnxFile();
        OperatorNodes nodes = new OperatorNodes(file, extents, axes);
        Map<String, Boolean> assumed = assumed();
        Feed feed = feed();
        ModelInput sampled = sampled();
        String samples = nodes.input(sampled, axes.of(sampled.value()) > 0);
        inputs().stream().filter(input -> !input.equals(sampled))
                .forEach(input -> nodes.filled(input, axes.of(input.value()) > 0, feed.constants().get(input.value()), sampled, samples));
        for (Operator operator : computed()) {
            progress.check();
            if (!(operator instanceof Operator.Input)) {
                nodes.add(operator);
            }
            for (String value : operator.outputs()) {
                if (assumed.containsKey(value)) {
                    nodes.pass(value, value + PASSED, assumed.get(value) ? functions.last() : functions.hidden());
                }
            }
        }
        Set<String> given = new LinkedHashSet<>(List.of(nodes.named(output())));
        for (LayerValues values : layers()) {
            values.preActivation().ifPresent(place -> given.add(place.value()));
            if (!values.activation().value().equals(feed.samples())) {
                given.add(values.activation().value());
            }
        }
        for (String value : given) {
            if (value.endsWith(SAMPLES_FIRST)) {
                turned(value.substring(0, value.length() - SAMPLES_FIRST.length()), value, file);
            }
            file.output(value);
        }
        file.write(onnx, progress);
    }

    /** The axis of the samples before all others. */
    private void turned(String value, String output, OnnxFile file) {
        // what a recurrent layer gives at every step has the three axes of its input
        List<Integer> order = new ArrayList<>(IntStream.range(0, extents.getOrDefault(value, List.of(1, 1, 1)).size()).boxed().toList());
        order.addFirst(order.remove(axes.of(value)));
        file.node("Transpose", List.of(value), List.of(output), Map.of("perm", order));
    }
}
