package org.cntexplorer.model;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a model of several inputs is run with: one of them gets the samples, every other one the same number in all its places, for every sample.
 *
 * @param samples the value of the input that gets the samples; "" of a model without inputs
 * @param constants value and number of every other one, in the model's order
 */
public record Feed(String samples, Map<String, Double> constants) {
    /** What samples go to by its name, in the words of ONNX, PyTorch, Keras and the hubs. */
    private static final Pattern MAIN = Pattern.compile("(?i)(.*[./:])?(input(s|_?\\d+)?|input_ids|input_(values|features)|x|data|images?|pixel_values|tokens|samples?|audio|waveform)");
    /** And what they do not go to. */
    private static final Pattern BESIDE = Pattern.compile("(?i).*(mask|state|hidden|cache|past|length|lens\\b|token_type|segment|position|context|noise|rate).*"
            + "|(.*[./:])?([hc]_?(0|n|x|in)?|sr)");

    public Feed {
        constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
        if (constants.containsKey(samples)) {
            throw new IllegalArgumentException(samples + " gets samples and a number");
        }
    }

    /**
     * What is mostly meant. Samples go to the input that is called input, x, input_ids or the like; where none or several are, to one of an open extent,
     * then to the one with the most numbers, then to the first; to a mask, a state, a length and the like only where there is no other.
     */
    public static Feed proposed(List<ModelInput> inputs) {
        Comparator<ModelInput> first = Comparator.comparing(input -> BESIDE.matcher(input.name()).matches());
        return of(inputs, inputs.stream().min(first.thenComparing(input -> !MAIN.matcher(input.name()).matches()).thenComparing(input -> !input.isOpen())
                .thenComparing(input -> -input.size())).map(ModelInput::value).orElse(""), Map.of());
    }

    /**
     * Samples to one of some inputs, and numbers to the others.
     *
     * @param told numbers; of an input that is not in it the proposed one, {@link ModelInput#filling()}
     * @throws IllegalArgumentException where there is no such input
     */
    public static Feed of(List<ModelInput> inputs, String samples, Map<String, Double> told) {
        Map<String, Double> constants = new LinkedHashMap<>();
        inputs.forEach(input -> constants.put(input.value(), told.getOrDefault(input.value(), input.filling())));
        if (!constants.keySet().containsAll(told.keySet()) || constants.remove(samples) == null && !inputs.isEmpty()) {
            throw new IllegalArgumentException(samples + " and " + told.keySet() + " are not inputs of " + inputs);
        }
        return new Feed(samples, constants);
    }

    /** Whether it is of these inputs, each once. */
    public boolean fits(List<ModelInput> inputs) {
        return inputs.size() == constants.size() + (inputs.isEmpty() ? 0 : 1)
                && inputs.stream().allMatch(input -> input.value().equals(samples) || constants.containsKey(input.value()));
    }

    /** This, as it is. @throws IllegalArgumentException where it does not {@link #fits fit} */
    public Feed requireFit(List<ModelInput> inputs) {
        if (!fits(inputs)) {
            throw new IllegalArgumentException(this + " is not of " + inputs);
        }
        return this;
    }
}
