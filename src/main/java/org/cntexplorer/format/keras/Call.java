package org.cntexplorer.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.Formulas;
import org.cntexplorer.format.operator.Operator;

/**
 * One call of one layer.
 *
 * @param kind its class
 * @param config what its class was made with
 * @param taken what it takes
 * @param output the first of the values that it gives
 * @param steps axes behind the batch along which the layer is repeated: 1 within a TimeDistributed, as a rule 0
 */
record Call(String kind, String name, JsonNode config, KerasNodes.Taken taken, String output, int steps, OwnWeights weights, KerasFacts facts) {
    /** The values that it takes, in order. */
    List<String> inputs() {
        return taken.values();
    }

    /** Values that it takes by name ("initial_state"), also counted in {@link #inputs()} where the file does so. */
    Map<String, List<String>> named() {
        return taken.named();
    }

    /** What it is called with that is no value; a missing node where it is not. */
    JsonNode told(String argument) {
        return taken.told().getOrDefault(argument, MissingNode.getInstance());
    }

    String input() {
        return inputs().getFirst();
    }

    /** Value {@code number} of those that it gives. */
    String output(int number) {
        return KerasNodes.output(output, number);
    }

    /** The same call of the layer that this one is made of. */
    Call of(JsonNode layer, OwnWeights its, int more) {
        return new Call(kind(layer), name, layer.path("config"), taken, output, steps + more, its, facts);
    }

    /** A step of this call, with a value of its own. */
    Call step(String stepName, List<String> values, String given, OwnWeights its) {
        return new Call(kind, stepName, config, new KerasNodes.Taken(values, named(), taken.told()), given, steps, its, facts);
    }

    /** A layer's class, without the package that some are registered in. */
    static String kind(JsonNode layer) {
        String kind = layer.path("class_name").asText();
        return kind.startsWith("Addons>") ? kind.substring("Addons>".length()) : kind;
    }

    boolean flag(String key, boolean otherwise) {
        return config.path(key).asBoolean(otherwise);
    }

    /** One of two names, of which the second is Keras 1's. */
    String text(String key, String old) {
        return config.path(key).asText(config.path(old).asText());
    }

    /** A number for each axis, of which the file may name one for all. */
    List<Integer> numbers(String key, int axes, int otherwise) {
        JsonNode numbers = config.path(key);
        if (!numbers.isArray()) {
            return Collections.nCopies(axes, numbers.asInt(otherwise));
        }
        List<Integer> all = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            all.add(numbers.path(numbers.size() == 1 ? 0 : axis).asInt(otherwise));
        }
        return all;
    }

    /** The same for the axis of steps, too, which nothing is done to. */
    List<Integer> withSteps(List<Integer> ofAxes, int ofStep) {
        List<Integer> all = new ArrayList<>(Collections.nCopies(steps, ofStep));
        all.addAll(ofAxes);
        return all;
    }

    /** An axis counted with the batch, or from the last. */
    int axis(JsonNode axis, int otherwise) {
        int number = axis.asInt(otherwise);
        return number < 0 ? number : number + steps;
    }

    boolean channelLast() {
        String order = config.path("data_format").asText(config.path("dim_ordering").asText());
        return !order.equals("channels_first") && !order.equals("th");
    }

    /** The first axis of positions. */
    int firstPosition() {
        return (channelLast() ? 1 : 2) + steps;
    }

    Operator pass() {
        return new Operator.Pass(name, input(), output);
    }

    /** Its value passed on with other numbers. @param doing what is done to them: "the rescaling of its numbers" */
    Operator pass(String doing, Optional<Formula> formula) {
        return new Operator.Pass(name, input(), output, doing, formula);
    }

    Operator block() {
        return block(kind.isEmpty() ? "without a class" : kind, List.of());
    }

    /** @param extents empty where they are not known */
    Operator block(String type, List<Integer> extents) {
        return block(type, extents, Optional.empty());
    }

    /** @param formula empty where what it computes is not known */
    Operator block(String type, List<Integer> extents, Optional<Formula> formula) {
        return new Operator.Block(name, type, inputs(), List.of(output), extents, OptionalInt.empty(), formula);
    }

    /**
     * A block of an image, whose neurons are channel first.
     *
     * @param extents in the file's order
     * @param formula in that order, too; empty where it is not known
     */
    List<Operator> blockOfImage(String type, List<Integer> extents, Optional<Formula> formula) {
        if (!channelLast()) {
            return List.of(block(type, extents, formula));
        }
        List<Integer> forth = new ArrayList<>(IntStream.range(0, extents.size()).boxed().toList());
        Collections.rotate(forth.subList(1 + steps, forth.size()), 1);
        List<Integer> back = new ArrayList<>(IntStream.range(0, extents.size()).boxed().toList());
        Collections.rotate(back.subList(1 + steps, back.size()), -1);
        String made = output + " block";
        Optional<Formula> turned = formula.map(image -> Formulas.chained(image, Formula.of("Transpose", Map.of("perm", List.copyOf(forth)))));
        return List.of(new Operator.Block(name, type, inputs(), List.of(made), forth.stream().map(extents::get).toList(), OptionalInt.empty(), turned),
                new Operator.Transpose(name, made, output, back));
    }

    /** A block of as many extents as the largest of those that it takes: what works number by number. */
    Operator blockOfBroadcast(String type, Optional<Formula> formula) {
        return new Operator.Deferred(name, inputs(), List.of(output), extents -> {
            List<Operator> operators = new ArrayList<>();
            Call same = step(name, MergingLayers.sameAxes(this, extents, operators), output, weights);
            operators.add(same.block(type, broadcast(extents), formula));
            return operators;
        });
    }

    static List<Integer> broadcast(List<List<Integer>> extents) {
        int rank = extents.stream().mapToInt(List::size).max().orElse(0);
        Integer[] all = new Integer[rank];
        Arrays.fill(all, 1);
        for (List<Integer> one : extents) {
            for (int axis = 0; axis < one.size(); axis++) {
                int at = rank - one.size() + axis;
                all[at] = Math.max(all[at], one.get(axis));
            }
        }
        return List.of(all);
    }

    /** A function behind the last of some operators, whose value is then that of the call. @param sums the value of the last */
    List<Operator> activated(List<Operator> operators, String sums, String function) {
        List<Operator> all = new ArrayList<>(operators);
        if (!sums.equals(output)) {
            all.add(new Operator.Activation(name, sums, output, function, Activations.formula(config.path("activation"), facts)));
        }
        return all;
    }

    /** What the sums before a function are called: the output itself where there is none. */
    String sums(String function) {
        return function.isEmpty() ? output : output + " sums";
    }

    String activation() {
        return Activations.of(config.path("activation"));
    }
}
