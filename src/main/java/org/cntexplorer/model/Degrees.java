package org.cntexplorer.model;

import java.util.Arrays;
import org.cntexplorer.progress.Progress;

/**
 * How many links each neuron has; a weight of 0 is no link here, and neither is NaN.
 *
 * @param in links that enter each target
 * @param out links that leave each source
 */
public record Degrees(int[] in, int[] out) {
    /** Of a connection of any kind: in closed form, or else in one pass over its links. */
    public static Degrees of(Connection connection, Progress progress) {
        return switch (connection) {
            case DenseConnection dense -> dense.countAtLeast(Float.MIN_VALUE, progress) == dense.links()
                    ? new Degrees(filled(dense.targets(), dense.sources()), filled(dense.sources(), dense.targets())) : counted(dense, progress);
            case Convolution convolution -> ConvolutionOperator.of(convolution).degrees(progress);
            case Gated gated -> of(gated.rows(), progress).folded(gated.targets());
            case Composed composed -> composed.input().isSame() ? of(composed.operator(), progress) : composed(composed, progress);
            case OneToOne _, Block _ -> counted(connection, progress);
        };
    }

    private static int[] filled(int length, int number) {
        int[] all = new int[length];
        Arrays.fill(all, number);
        return all;
    }

    private static Degrees counted(Connection connection, Progress progress) {
        int[] in = new int[connection.targets()];
        int[] out = new int[connection.sources()];
        connection.eachAtLeast(Float.MIN_VALUE, progress, (source, target, weight) -> {
            in[target]++;
            out[source]++;
        });
        return new Degrees(in, out);
    }

    private static Degrees composed(Composed composed, Progress progress) {
        Averaging input = composed.input();
        int common = input.commonCount();
        if (common == 0) {
            return counted(composed, progress);
        }
        Degrees ofUnits = of(composed.operator(), progress);
        int[] in = ofUnits.in.clone();
        for (int target = 0; target < in.length; target++) {
            in[target] *= common;
        }
        int[] out = new int[input.neurons()];
        for (int unit = 0; unit < input.units(); unit++) {
            for (int k = 0; k < common; k++) {
                out[input.neuron(unit, k)] += ofUnits.out[unit];
            }
        }
        return new Degrees(in, out);
    }

    private Degrees folded(int targets) {
        int[] units = new int[targets];
        for (int row = 0; row < in.length; row++) {
            units[row % targets] += in[row];
        }
        return new Degrees(units, out);
    }
}
