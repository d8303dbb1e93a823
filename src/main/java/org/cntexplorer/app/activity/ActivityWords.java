package org.cntexplorer.app.activity;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cntexplorer.activity.Activity;
import org.cntexplorer.activity.Outcome;
import org.cntexplorer.app.widget.NumberText;

/** What samples make of a network, in words. */
final class ActivityWords {
    private ActivityWords() {}

    /** "10,000 samples · accuracy 95.99 ± 0.20 % · loss 0.144". */
    static String summary(Activity activity) {
        String samples = NumberText.count(activity.samples()) + (activity.samples() == 1 ? " sample" : " samples");
        Optional<Outcome> outcome = activity.outcome();
        OptionalDouble accuracy = outcome.map(Outcome::accuracy).orElse(OptionalDouble.empty());
        OptionalDouble loss = outcome.map(Outcome::loss).orElse(OptionalDouble.empty());
        String right = accuracy.isEmpty() ? "" : " · accuracy %.2f ± %.2f %%".formatted(100 * accuracy.getAsDouble(),
                100 * Math.sqrt(accuracy.getAsDouble() * (1 - accuracy.getAsDouble()) / outcome.orElseThrow().labelled()));
        return samples + right + (loss.isPresent() ? " · loss " + NumberText.alone(loss.getAsDouble()) : "");
    }

    /** Three digits, as a narrow column has room for. */
    static String brief(double number) {
        double size = Math.abs(number);
        if (size >= 1e4 || size > 0 && size < 1e-2 || !Double.isFinite(number)) {
            return String.format(Locale.ROOT, "%.1e", number).replace("-", "−");
        }
        return (number < 0 ? "−" : "") + String.format(Locale.ROOT, "%.3g", size);
    }

    static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** "2.137 ± 0.006": as many digits as its error leaves sure. */
    static String withError(double mean, double error) {
        int decimals = error > 0 ? Math.clamp((int) Math.ceil(-Math.log10(error)) + 1, 0, 9) : 4;
        return (mean < 0 ? "−" : "") + String.format(Locale.ROOT, "%." + decimals + "f ± %." + decimals + "f", Math.abs(mean), error);
    }
}
