package org.cntexplorer.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Computation;
import org.cntexplorer.model.Feed;
import org.cntexplorer.model.ModelInput;
import org.cntexplorer.model.Network;

/**
 * Which input of a model is to get the samples, and which numbers others, said by their names before the model is known. What is not said is as proposed.
 *
 * @param samples name of the input that gets the samples
 * @param constants names and numbers of others
 */
public record FeedWish(Optional<String> samples, Map<String, Double> constants) {
    /** All as is proposed. */
    public static final FeedWish NONE = new FeedWish(Optional.empty(), Map.of());

    public FeedWish {
        constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    }

    /**
     * @param constants "NAME=NUMBER" each
     * @throws ModelFormatException where one is not: one sentence
     */
    public static FeedWish parse(Optional<String> samples, List<String> constants) throws ModelFormatException {
        Map<String, Double> all = new LinkedHashMap<>();
        for (String constant : constants) {
            int equals = constant.lastIndexOf('=');
            double number = equals < 1 ? Double.NaN : number(constant.substring(equals + 1));
            if (!Double.isFinite(number)) {
                throw new ModelFormatException("\"" + constant + "\" is not the name of an input and its number; write it as NAME=NUMBER, such as mask=1.");
            }
            all.put(constant.substring(0, equals), number);
        }
        return new FeedWish(samples, all);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /**
     * A network that is run so: the same one, whose memory stays the other's.
     *
     * @throws ModelFormatException where it has no such input, or one that takes other numbers: one sentence
     */
    public Network of(Network network) throws ModelFormatException {
        if (equals(NONE) || network.computation().isEmpty()) {
            return network;
        }
        Computation computation = network.computation().get();
        return network.borrowed().computedBy(computation.with(of(computation, network.name())));
    }

    /**
     * What a model is run with.
     *
     * @param model what a person calls it
     * @throws ModelFormatException where it has no such input, or one that takes other numbers: one sentence
     */
    public Feed of(Computation computation, String model) throws ModelFormatException {
        List<ModelInput> inputs = computation.inputs();
        Map<String, Double> told = new LinkedHashMap<>();
        for (Map.Entry<String, Double> constant : constants.entrySet()) {
            ModelInput input = called(constant.getKey(), inputs, model);
            if (input.indices() && constant.getValue() != Math.rint(constant.getValue())) {
                throw new ModelFormatException("The input " + input.name() + " of " + model + " takes whole numbers, and " + constant.getValue()
                        + " is none; give a whole number.");
            }
            told.put(input.value(), constant.getValue());
        }
        List<ModelInput> left = inputs.stream().filter(input -> !told.containsKey(input.value())).toList();
        String sampled = samples.isPresent() ? called(samples.get(), inputs, model).value() : left.size() == inputs.size() ? computation.feed().samples()
                : Feed.proposed(left).samples();
        if (left.stream().noneMatch(input -> input.value().equals(sampled))) {
            throw new ModelFormatException("One input of " + model + " gets the samples, and no number as well; " + words(inputs));
        }
        return Feed.of(inputs, sampled, told);
    }

    private static ModelInput called(String name, List<ModelInput> inputs, String model) throws ModelFormatException {
        Optional<ModelInput> found = inputs.stream().filter(input -> input.name().equals(name)).findFirst();
        return found.orElseThrow(() -> new ModelFormatException(model + " has no input \"" + name + "\"; " + words(inputs)));
    }

    private static String words(List<ModelInput> inputs) {
        return inputs.size() == 1 ? "its only one is " + inputs.getFirst().name() + "."
                : "it has " + inputs.stream().map(ModelInput::name).collect(Collectors.joining(", ")) + ".";
    }
}
