package org.cntexplorer.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The labels of one network by their names, in the order of the pattern or of the table's columns.
 *
 * @param values immutable and in order
 */
public record Labels(Map<String, Label> values) {
    /** No label at all. */
    public static final Labels NONE = new Labels(Map.of());
    private static final Set<String> PLAIN = Set.of("accuracy", "acc");

    public Labels {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** In order of name; empty where there are none. */
    public List<String> names() {
        return List.copyOf(values.keySet());
    }

    public Optional<Label> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The label's number; empty where there is no such label or it is a word. */
    public OptionalDouble number(String name) {
        return values.get(name) instanceof Label.Number(double value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /**
     * Which label is the network's accuracy: the one called "accuracy" or "acc", else the first with one of these in its name
     * ("test_accuracy", "val acc"), whatever the case. It is found by the names alone, so that it is the same label for every network of a
     * table.
     */
    public Optional<String> accuracyName() {
        return values.keySet().stream().filter(name -> PLAIN.contains(name.toLowerCase(Locale.ROOT))).findFirst()
                .or(() -> values.keySet().stream().filter(Labels::isAccuracy).findFirst());
    }

    /** The number of {@link #accuracyName()}; any finite one, see {@link #warning()}. */
    public OptionalDouble accuracy() {
        return accuracyName().map(this::number).orElseGet(OptionalDouble::empty);
    }

    /** One sentence where the accuracy is not between 0 and 1. It is used as it is: it may be a percentage, or another score. */
    public Optional<String> warning() {
        OptionalDouble accuracy = accuracy();
        return accuracy.isPresent() && (accuracy.getAsDouble() < 0 || accuracy.getAsDouble() > 1)
                ? Optional.of("The " + accuracyName().orElseThrow() + " " + new Label.Number(accuracy.getAsDouble()).text()
                        + " is outside of 0 to 1 and is used as it is; if it is a percentage, choose bins to suit.")
                : Optional.empty();
    }

    /** These without some; the order stays. */
    public Labels without(Set<String> names) {
        Map<String, Label> rest = new LinkedHashMap<>(values);
        rest.keySet().removeAll(names);
        return new Labels(rest);
    }

    /** "accuracy 0.9509, seed 170007". */
    public String text() {
        return String.join(", ", values.entrySet().stream().map(label -> label.getKey() + " " + label.getValue().text()).toList());
    }

    static boolean isAccuracy(String name) {
        return words(name).stream().anyMatch(word -> word.equals("acc") || word.endsWith("accuracy"));
    }

    /** The words of a name, in lower case: "valAcc_top1" is val, acc, top1. */
    static List<String> words(String name) {
        return List.of(name.replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2").toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"));
    }
}
