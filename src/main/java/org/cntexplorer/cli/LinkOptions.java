package org.cntexplorer.cli;

import java.util.Locale;
import java.util.OptionalDouble;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.LinkChoice.Sign;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Which links of a graph are shown or written: one rule, as in the window, and a sign. */
final class LinkOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @ArgGroup
    private Rules rules = new Rules();

    @Option(names = "--sign", paramLabel = "positive|negative", converter = SignConverter.class, description = "Links of that sign alone (default: of either).")
    private Sign sign;

    /** Of these one. */
    static final class Rules {
        @Option(names = "--links", required = true, paramLabel = "N",
                description = "The N strongest links of each connection (default: 1000).")
        private Integer ofConnection;

        @Option(names = "--links-of-neuron", required = true, paramLabel = "N",
                description = "Links that are among the N strongest into, or out of, one of their neurons.")
        private Integer ofNeuron;

        @Option(names = "--links-overall", required = true, paramLabel = "N", description = "The N strongest links of all connections together.")
        private Integer overall;

        @Option(names = "--at-least", required = true, paramLabel = "T", description = "Links with |w| ≥ T.")
        private Double threshold;

        @Option(names = "--share", required = true, paramLabel = "P",
                description = "Of each connection the fewest links that hold this share of its Σ|w|, 0 to 1.")
        private Double share;

        @Option(names = "--backbone", required = true, paramLabel = "ALPHA",
                description = "Links that hold more of a neuron's Σ|w| than is likely by chance, at this level of significance (disparity filter).")
        private Double alpha;

        private LinkChoice.Rule rule() {
            return ofNeuron != null ? new LinkChoice.StrongestOfNeuron(ofNeuron)
                    : overall != null ? new LinkChoice.StrongestOverall(overall)
                    : threshold != null ? new LinkChoice.AtLeast(threshold, LinkChoice.LIMIT)
                    : share != null ? new LinkChoice.Share(share)
                    : alpha != null ? new LinkChoice.Backbone(alpha)
                    : ofConnection != null ? new LinkChoice.StrongestOfConnection(ofConnection) : LinkChoice.DEFAULT.rule();
        }

        private boolean isGiven() {
            return ofConnection != null || ofNeuron != null || overall != null || threshold != null || share != null || alpha != null;
        }
    }

    /** Whether any of it was asked for. */
    boolean isGiven() {
        return isRuleGiven() || sign != null;
    }

    boolean isRuleGiven() {
        return rules.isGiven();
    }

    /** The threshold, where that is the rule. */
    OptionalDouble threshold() {
        return rules.threshold == null ? OptionalDouble.empty() : OptionalDouble.of(rules.threshold);
    }

    Sign sign() {
        return sign == null ? Sign.ANY : sign;
    }

    /** @throws ParameterException where a number is none of those that its option takes */
    LinkChoice choice() {
        number("--links", rules.ofConnection);
        number("--links-of-neuron", rules.ofNeuron);
        number("--links-overall", rules.overall);
        Arguments.check(command, rules.threshold == null || rules.threshold >= 0,
                "Option --at-least: " + rules.threshold + " is no threshold; give a number from 0 on.");
        Arguments.check(command, rules.share == null || rules.share >= 0 && rules.share <= 1,
                "Option --share: " + rules.share + " is no share; give a number from 0 to 1, such as 0.5.");
        Arguments.check(command, rules.alpha == null || rules.alpha >= 0 && rules.alpha <= 1,
                "Option --backbone: " + rules.alpha + " is no level of significance; give a number from 0 to 1, such as 0.05.");
        return LinkChoice.of(rules.rule()).with(sign());
    }

    /** @throws ParameterException where it is no number of links that an option can ask for */
    void number(String option, Integer links) {
        Arguments.check(command, links == null || links >= 0, "Option " + option + ": " + links + " is no number of links.");
    }

    static final class SignConverter implements ITypeConverter<Sign> {
        @Override
        public Sign convert(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "positive" -> Sign.POSITIVE;
                case "negative" -> Sign.NEGATIVE;
                default -> throw new TypeConversionException("\"" + text + "\" is none of positive, negative.");
            };
        }
    }
}
