package org.cntexplorer.data;

import java.util.ArrayList;
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

    private Feed of(Computation computation, String name) throws ModelFormatException {
        List<ModelInput> inputs = computation.inputs();
        List<String> told = new ArrayList<>(constants.keySet());
        samples.ifPresent(told::addFirst);
        for (String each : told) {
            if (inputs.stream().noneMatch(input -> input.value().equals(each))) {
                throw new ModelFormatException(name + " has no input \"" + each + "\"; " + words(inputs));
            }
        }
        String sampled = samples.orElseGet(() -> without(computation.feed(), inputs));
        for (ModelInput input : inputs) {
            Double number = constants.get(input.value());
            if (number != null && input.value().equals(sampled)) {
                throw new ModelFormatException("The input " + input.value() + " of " + name + " gets the samples and cannot get a number as well; "
                        + (inputs.size() == 1 ? "it is the only one." : "say which other one gets the samples."));
            }
            if (number != null && input.indices() && number != Math.rint(number)) {
                throw new ModelFormatException("The input " + input.value() + " of " + name + " takes whole numbers, and " + number + " is none; give a whole number.");
            }
        }
        return Feed.of(inputs, sampled, constants);
    }

    /** What gets the samples as is proposed, of the inputs that are told no number. */
    private String without(Feed proposed, List<ModelInput> inputs) {
        List<ModelInput> left = inputs.stream().filter(input -> !constants.containsKey(input.value())).toList();
        return constants.containsKey(proposed.samples()) && !left.isEmpty() ? Feed.proposed(left).samples() : proposed.samples();
    }

    private static String words(List<ModelInput> inputs) {
        return inputs.size() == 1 ? "its only one is " + inputs.getFirst().value() + "."
                : "it has " + inputs.stream().map(ModelInput::value).collect(Collectors.joining(", ")) + ".";
    }
}
