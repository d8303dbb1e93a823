package org.cntexplorer.model;

import java.util.ArrayList;
import java.util.List;
import org.cntexplorer.model.kernel.Bands;
import org.cntexplorer.progress.Progress;

/**
 * For each unit of a convolution's output, or of its input, the sum over the taps that link it, of its channel's sums by tap. Units along
 * the last axis are a row; rows whose other axes have the same patterns are the same, and are written once and copied: away from the border
 * many at a time.
 */
final class UnitSums {
    private final List<ConvolutionGeometry.Patterns> patterns = new ArrayList<>();
    private final List<Integer> kernel;
    /** For each position along the last axis, its pattern. */
    private final int[] along;
    /** For each row, the combination of patterns that its other axes have. */
    private final int[] rowKind;
    /** For each row, how many of the same kind follow one another from it on, itself counted. */
    private final int[] sameFrom;

    /** @param ofOutput whether the units are the output's */
    UnitSums(ConvolutionGeometry geometry, boolean ofOutput) {
        for (int axis = 0; axis < geometry.axes(); axis++) {
            patterns.add(geometry.patterns(axis, ofOutput));
        }
        this.kernel = geometry.kernel();
        this.along = patterns.getLast().of();
        this.rowKind = combinations(patterns.subList(0, patterns.size() - 1),
                (ofOutput ? geometry.outputPositions() : geometry.inputPositions()) / along.length);
        this.sameFrom = new int[rowKind.length];
        for (int row = rowKind.length - 1; row >= 0; row--) {
            sameFrom[row] = row + 1 < rowKind.length && rowKind[row + 1] == rowKind[row] ? sameFrom[row + 1] + 1 : 1;
        }
    }

    /** The combination of its axes' patterns that each position has. */
    private static int[] combinations(List<ConvolutionGeometry.Patterns> patterns, int positions) {
        int[] of = new int[positions];
        for (int p = 0; p < positions; p++) {
            int rest = p;
            int place = 1;
            for (int axis = patterns.size() - 1; axis >= 0; axis--) {
                int[] along = patterns.get(axis).of();
                of[p] += place * along[rest % along.length];
                place *= patterns.get(axis).taps().size();
                rest /= along.length;
            }
        }
        return of;
    }

    /**
     * Of all units, channel first.
     *
     * @param byTap the sum of each channel and tap
     */
    double[] of(double[] byTap, int channels, Progress progress) {
        double[] byKind = byCombination(byTap);
        int kinds = byKind.length / channels;
        int inRow = patterns.getLast().taps().size();
        int positions = Math.multiplyExact(rowKind.length, along.length);
        double[] sums = new double[Math.multiplyExact(channels, positions)];
        Bands.ALL_CORES.run(channels, Bands.count(channels, 8L * positions), progress, (band, first, end) -> {
            for (int channel = first; channel < end; channel++) {
                progress.check();
                ofChannel(byKind, channel * kinds, inRow, sums, channel * positions);
            }
        });
        return sums;
    }

    private void ofChannel(double[] byKind, int first, int inRow, double[] sums, int begin) {
        int at = begin;
        int rows;
        for (int row = 0; row < rowKind.length; row += rows) {
            int from = first + rowKind[row] * inRow;
            for (int p = 0; p < along.length; p++) {
                sums[at + p] = byKind[from + along[p]];
            }
            rows = sameFrom[row];
            repeat(sums, at, along.length, rows);
            at += rows * along.length;
        }
    }

    /** Writes the {@code length} numbers at {@code at} again and again behind themselves, until they stand there {@code times} times. */
    private static void repeat(double[] numbers, int at, int length, int times) {
        int all = length * times;
        for (int done = length; done < all; done *= 2) {
            System.arraycopy(numbers, at, numbers, at + done, Math.min(done, all - done));
        }
    }

    /** For each channel and combination of the axes' patterns, the sum over its taps: one axis after the other, the last first. */
    private double[] byCombination(double[] byTap) {
        double[] sums = byTap;
        int inner = 1;
        for (int axis = patterns.size() - 1; axis >= 0; axis--) {
            List<int[]> chosen = patterns.get(axis).taps();
            int taps = kernel.get(axis);
            int outer = sums.length / taps / inner;
            double[] next = new double[Math.multiplyExact(outer * chosen.size(), inner)];
            for (int o = 0; o < outer; o++) {
                for (int pattern = 0; pattern < chosen.size(); pattern++) {
                    int to = (o * chosen.size() + pattern) * inner;
                    for (int tap : chosen.get(pattern)) {
                        int from = (o * taps + tap) * inner;
                        for (int i = 0; i < inner; i++) {
                            next[to + i] += sums[from + i];
                        }
                    }
                }
            }
            sums = next;
            inner *= chosen.size();
        }
        return sums;
    }
}
