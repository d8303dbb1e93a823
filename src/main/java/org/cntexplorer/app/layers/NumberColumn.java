package org.cntexplorer.app.layers;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.model.Moments;

/**
 * A column of numbers.
 *
 * @param title of the column
 * @param help one sentence
 * @param value of a row; NaN where there is none yet
 * @param whole whether it is a count
 */
record NumberColumn(String title, String help, ToDoubleFunction<Row> value, boolean whole) {
    static List<NumberColumn> ofLayers() {
        return all("Y (std)", "Layer fluctuation Y: the population standard deviation of the neurons' strength",
                "strength of the layer's neurons", "Neurons");
    }

    static List<NumberColumn> ofConnections() {
        return all("Std", "Population standard deviation of the link weights, biases not counted", "link weight, biases not counted",
                "Links");
    }

    private static List<NumberColumn> all(String std, String stdHelp, String of, String count) {
        return List.of(new NumberColumn("Mean", "Mean " + of, row -> row.number(Moments::mean), false),
                new NumberColumn(std, stdHelp, row -> row.number(Moments::std), false),
                new NumberColumn("Min", "Least " + of, row -> row.number(Moments::min), false),
                new NumberColumn("Max", "Greatest " + of, row -> row.number(Moments::max), false),
                new NumberColumn(count, "Number of " + count.toLowerCase(Locale.ROOT), Row::count, true));
    }

    /** A row's number with every digit, in plain characters. */
    String exact(Row row) {
        return whole ? Long.toString(row.count()) : row.hasNone() ? "" : NumberText.exact(value.applyAsDouble(row));
    }

    /** A row's number as it is shown among {@code rows}. */
    String shown(Row row, List<Row> rows) {
        if (whole) {
            return NumberText.count(row.count());
        }
        if (row.hasNone()) {
            return "–";
        }
        return row.distribution().isEmpty() ? "…" : NumberText.ofColumn(rows.stream().mapToDouble(value)).of(value.applyAsDouble(row));
    }
}
