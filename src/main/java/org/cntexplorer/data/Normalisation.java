package org.cntexplorer.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.cntexplorer.format.ModelFormatException;

/**
 * What is done to each number before a model gets it: divided, then a mean taken away and divided by a standard deviation.
 *
 * @param divisor 1 or 255, as a rule
 * @param centring which mean and deviation, of what is divided already
 */
public record Normalisation(double divisor, Centring centring) {
    /** Numbers as they are. */
    public static final Normalisation NONE = new Normalisation(1, new None());
    /** Brightness of 0 to 255 becomes 0 to 1. */
    public static final Normalisation BY_255 = new Normalisation(255, new None());

    /** Which mean is taken away, and by which deviation is divided. */
    public sealed interface Centring {}

    /** None. */
    public record None() implements Centring {}

    /**
     * Known ones: one of each, one for each channel, or one for each number of a sample.
     *
     * @param deviations as many as means; 0 counts as 1
     */
    public record Given(List<Double> means, List<Double> deviations) implements Centring {
        public Given {
            means = List.copyOf(means);
            deviations = List.copyOf(deviations);
            if (means.size() != deviations.size() || means.isEmpty()) {
                throw new IllegalArgumentException(means.size() + " means, " + deviations.size() + " deviations");
            }
        }
    }

    /**
     * Those of all samples, found out by going through them once.
     *
     * @param ofEachNumber whether every number of a sample has its own, as the columns of a table do; else every channel
     */
    public record OfData(boolean ofEachNumber) implements Centring {}

    public Normalisation {
        if (!(Math.abs(divisor) > 0) || Double.isInfinite(divisor)) {
            throw new IllegalArgumentException("divided by " + divisor);
        }
    }

    /** The same with another centring. */
    public Normalisation with(Centring other) {
        return new Normalisation(divisor, other);
    }

    /**
     * Reads what {@link #words()} writes: "none", "255", "data", "columns", "MEAN/STD", or 255 and one of the latter three joined by a plus: "255+0.5/0.25",
     * "255+0.485,0.456,0.406/0.229,0.224,0.225".
     *
     * @throws ModelFormatException where it is none of these
     */
    public static Normalisation parse(String words) throws ModelFormatException {
        double divisor = 1;
        Centring centring = new None();
        boolean divided = false;
        boolean centred = false;
        for (String part : words.strip().split("\\+")) {
            String word = part.strip();
            if (word.equals("none") && words.strip().equals(word)) {
                return NONE;
            }
            if (word.equals("255") && !divided && !centred) {
                divisor = 255;
                divided = true;
            } else if (!centred) {
                centring = switch (word) {
                    case "data" -> new OfData(false);
                    case "columns" -> new OfData(true);
                    default -> given(words, word);
                };
                centred = true;
            } else {
                throw unknown(words);
            }
        }
        return new Normalisation(divisor, centring);
    }

    private static Given given(String words, String pair) throws ModelFormatException {
        String[] sides = pair.split("/", -1);
        if (sides.length != 2) {
            throw unknown(words);
        }
        List<Double> means = numbers(words, sides[0]);
        List<Double> deviations = numbers(words, sides[1]);
        if (deviations.stream().anyMatch(deviation -> deviation < 0)) {
            throw new ModelFormatException("The normalisation " + words + " has a standard deviation below 0; write it above 0.");
        }
        if (means.size() != deviations.size()) {
            throw new ModelFormatException("The normalisation " + words + " has " + means.size() + " means and " + deviations.size()
                    + " standard deviations; write as many of each.");
        }
        return new Given(means, deviations);
    }

    private static List<Double> numbers(String words, String list) throws ModelFormatException {
        List<Double> numbers = new ArrayList<>();
        for (String word : list.split(",", -1)) {
            try {
                numbers.add(Double.parseDouble(word.strip()));
            } catch (NumberFormatException e) {
                throw unknown(words);
            }
            if (!Double.isFinite(numbers.getLast())) {
                throw unknown(words);
            }
        }
        return numbers;
    }

    private static ModelFormatException unknown(String words) {
        return new ModelFormatException("The normalisation \"" + words + "\" is not known; write none, 255, data, columns or MEAN/STD, such as 0.13/0.31 or "
                + "255+0.5,0.5,0.5/0.2,0.2,0.2.");
    }

    /** As {@link #parse} reads it. */
    public String words() {
        String divided = divisor == 1 ? "" : plain(divisor);
        String centred = switch (centring) {
            case None none -> "";
            case OfData data -> data.ofEachNumber() ? "columns" : "data";
            case Given given -> list(given.means()) + "/" + list(given.deviations());
        };
        return divided.isEmpty() && centred.isEmpty() ? "none" : Arrays.asList(divided, centred).stream().filter(part -> !part.isEmpty())
                .collect(Collectors.joining("+"));
    }

    private static String list(List<Double> numbers) {
        return numbers.stream().map(Normalisation::plain).collect(Collectors.joining(","));
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e9 ? Long.toString((long) number) : Double.toString(number);
    }
}
