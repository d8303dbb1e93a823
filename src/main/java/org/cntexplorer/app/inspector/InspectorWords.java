package org.cntexplorer.app.inspector;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.metric.Histogram;
import org.cntexplorer.model.Composed;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Gated;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.OneToOne;

/** How the inspector names things. */
final class InspectorWords {
    private InspectorWords() {}

    /** "dense 1 · neuron 5", "input · pixel 14,7". */
    static String title(Inspection of) {
        return of.layer().name() + (of.image().isPresent() ? " · pixel " : " · neuron ")
                + Inspecting.position(of.image(), of.layer(), of.neuron().index());
    }

    /** "Layer 1, dense, relu", "Layer 0, input · neuron 399: row 14, column 7 of 28×28". */
    static String subtitle(Inspection of) {
        String layer = of.neuron() + " · layer " + of.neuron().layer() + ", " + of.layer().kind()
                + (of.layer().activation().isEmpty() ? "" : ", " + of.layer().activation());
        return of.image().map(shape -> {
            int[] at = shape.position(of.neuron().index());
            return of.neuron() + " · " + (shape.channels() > 1 ? "channel " + at[0] + ", " : "") + "row " + at[1] + ", column " + at[2]
                    + " of "
                    + shape.pixels();
        }).orElse(layer);
    }

    /** "convolution", "gates input, forget", "convolution, pooled: each link is 1/4 of a weight", "skip: fixed, counted by no metric". */
    static String connection(Connection connection) {
        return switch (connection) {
            case Composed composed -> connection(composed.operator()) + (composed.input().largestShare() > 0.999 ? "" : ", pooled: each link is "
                    + share(composed.input().largestShare()) + " of a weight");
            case Gated gated -> "gates " + String.join(", ", gated.gates()) + (gated.from() == gated.to() ? ", from the layer itself" : "");
            case OneToOne one -> one.kind() + (one.counted() ? ", one to one" : ": fixed, counted by no metric");
            default -> connection.kind() + (connection.counted() ? "" : ", counted by no metric");
        };
    }

    /** "1/4", or "up to 0.30" where it is no such fraction. */
    private static String share(double share) {
        long whole = Math.round(1 / share);
        return Math.abs(1 / share - whole) < 1e-6 ? "1/" + whole : "up to " + new NumberText(2).of(share);
    }

    /** "mean 0.012, std 0.160", and how many are not finite. */
    static String weights(Moments weights) {
        NumberText text = NumberText.ofColumn(DoubleStream.of(weights.mean(), weights.std()));
        String finite = weights.n() == 0 ? "" : "mean " + text.of(weights.mean()) + ", std " + text.of(weights.std());
        String others = weights.nonFinite() == 0 ? "" : NumberText.count(weights.nonFinite()) + " NaN or ∞";
        return finite + (finite.isEmpty() || others.isEmpty() ? "" : ", ") + others;
    }

    /** "12 in −0.12 … −0.10". */
    static String bin(Histogram of, int bin) {
        NumberText text = NumberText.ofColumn(DoubleStream.of(of.low(), of.high(), of.width()));
        return NumberText.count(of.counts()[bin]) + " in " + text.of(of.low() + bin * of.width()) + " … "
                + text.of(of.low() + (bin + 1) * of.width());
    }

    /** All numbers, by name, with every digit. */
    static Map<String, String> table(Inspection of) {
        Map<String, String> table = new LinkedHashMap<>();
        table.put("layer", of.layer().name());
        table.put("neuron", of.neuron().toString());
        of.image().ifPresent(image -> table.put("position", Inspecting.position(of.image(), of.layer(), of.neuron().index())));
        table.put("strength", NumberText.exact(of.total()));
        table.put("in", NumberText.exact(of.in()));
        table.put("out", NumberText.exact(of.out()));
        of.bias().ifPresent(bias -> table.put("bias", NumberText.exact(bias)));
        table.put("rank", Integer.toString(of.standing().rank()));
        table.put("percentile", NumberText.exact(of.standing().percentile()));
        table.put("z", NumberText.exact(of.standing().z()));
        of.gates().forEach(gate -> {
            table.put(gate.gate() + " gate from input", NumberText.exact(gate.fromInput()));
            table.put(gate.gate() + " gate from the layer itself", NumberText.exact(gate.fromItself()));
            table.put(gate.gate() + " gate bias", NumberText.exact(gate.bias()));
        });
        table.put("links in", Long.toString(of.incoming().links()));
        table.put("links out", Long.toString(of.outgoing().links()));
        if (of.selected() > 1) {
            table.put("selected", Long.toString(of.selected()));
            table.put("mean strength of selected", NumberText.exact(of.all().mean()));
            table.put("least strength of selected", NumberText.exact(of.all().min()));
            table.put("greatest strength of selected", NumberText.exact(of.all().max()));
        }
        return table;
    }
}
