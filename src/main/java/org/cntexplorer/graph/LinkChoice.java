package org.cntexplorer.graph;

import java.util.Objects;

/**
 * Which links of a network are shown: of those with the sign, and of the selection where that alone is asked for, the ones that a rule picks.
 *
 * @param selectionOnly whether only links into and out of selected neurons are shown
 * @param focus a path or a cone whose links are shown instead
 */
public record LinkChoice(Rule rule, Sign sign, boolean selectionOnly, Focus focus) {
    /** No more links of one connection than these are shown by a rule that names no number of its own; the strongest. */
    public static final int LIMIT = 200_000;

    public static final LinkChoice DEFAULT = strongest(1_000);

    public LinkChoice {
        Objects.requireNonNull(rule);
        Objects.requireNonNull(sign);
        Objects.requireNonNull(focus);
    }

    /** What picks the links. */
    public sealed interface Rule {}

    /** The {@code count} links of largest |w| of each connection; a weight of 0 is no link. */
    public record StrongestOfConnection(int count) implements Rule {
        public StrongestOfConnection {
            require(count >= 0, "a number of links is no less than 0, and not " + count);
        }
    }

    /** The links that are among the {@code count} strongest into, or out of, one of their two neurons, within their connection. */
    public record StrongestOfNeuron(int count) implements Rule {
        public StrongestOfNeuron {
            require(count >= 0, "a number of links is no less than 0, and not " + count);
        }
    }

    /** The {@code count} links of largest |w| of all connections together; of those alone that metrics count, since skips all have weight 1. */
    public record StrongestOverall(int count) implements Rule {
        public StrongestOverall {
            require(count >= 0, "a number of links is no less than 0, and not " + count);
        }
    }

    /** Links with |w| ≥ {@code threshold}; of each connection at most {@code most}, the strongest. */
    public record AtLeast(double threshold, int most) implements Rule {
        public AtLeast {
            require(!Double.isNaN(threshold) && most >= 0, "a threshold is a number, and links are no fewer than 0");
        }
    }

    /** Of each connection the fewest links that hold this share of its Σ|w|, 0 to 1: the strongest. */
    public record Share(double share) implements Rule {
        public Share {
            require(share >= 0 && share <= 1, "a share is 0 to 1, and not " + share);
        }
    }

    /**
     * The backbone by the disparity filter (Serrano et al. 2009): links that hold more of the Σ|w| of their source, or of their target, than is
     * likely by chance: (1 − |w|/s)^(k−1) &lt; {@code alpha}, of the k links of the neuron in the connection, whose |w| sum to s.
     */
    public record Backbone(double alpha) implements Rule {
        public Backbone {
            require(alpha >= 0 && alpha <= 1, "a level of significance is 0 to 1, and not " + alpha);
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Links of which weights. */
    public enum Sign {
        ANY, POSITIVE, NEGATIVE;

        /** Whether a weight has the sign; neither 0 nor NaN is positive or negative. */
        public boolean has(float weight) {
            return switch (this) {
                case ANY -> true;
                case POSITIVE -> weight > 0;
                case NEGATIVE -> weight < 0;
            };
        }
    }

    /** The {@code count} links of largest |w| of each connection; a weight of 0 is no link. */
    public static LinkChoice strongest(int count) {
        return of(new StrongestOfConnection(count));
    }

    /** Links with |w| ≥ {@code threshold}, at most {@link #LIMIT} of a connection. */
    public static LinkChoice atLeast(double threshold) {
        return atLeast(threshold, LIMIT);
    }

    /** Links with |w| ≥ {@code threshold}, at most {@code most} of a connection. */
    public static LinkChoice atLeast(double threshold, int most) {
        return of(new AtLeast(threshold, most));
    }

    /** Of all links the ones that a rule picks. */
    public static LinkChoice of(Rule rule) {
        return new LinkChoice(rule, Sign.ANY, false, Focus.NONE);
    }

    /** The same with another rule. */
    public LinkChoice with(Rule other) {
        return new LinkChoice(other, sign, selectionOnly, focus);
    }

    /** The same of links with a sign. */
    public LinkChoice with(Sign other) {
        return new LinkChoice(rule, other, selectionOnly, focus);
    }

    /** The same of the selection's links alone, or of all. */
    public LinkChoice ofSelection(boolean only) {
        return new LinkChoice(rule, sign, only, focus);
    }

    /** The same, looking at a path or a cone, or at nothing alone. */
    public LinkChoice on(Focus other) {
        return new LinkChoice(rule, sign, selectionOnly, other);
    }
}
