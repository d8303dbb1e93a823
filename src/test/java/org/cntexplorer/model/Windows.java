package org.cntexplorer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Windows over a layer of neurons, as a test makes them: for each unit its neurons with the shares that they have, several where a neuron
 * is in the window several times.
 */
record Windows(String name, int neurons, List<Map<Integer, List<Double>>> ofUnits, Averaging averaging) {
    @Override
    public String toString() {
        return name;
    }

    /** A row or a rectangle of positions pooled: windows of the positions that are inside. */
    static Windows pooled(String name, int channels, int rows, int columns, int kernel, int stride, int padding) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        List<Integer> neurons = new ArrayList<>();
        List<Map<Integer, List<Double>>> units = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            for (int y = -padding; y + kernel <= rows + padding; y += stride) {
                for (int x = -padding; x + kernel <= columns + padding; x += stride) {
                    List<Integer> inside = new ArrayList<>();
                    for (int v = y; v < y + kernel; v++) {
                        for (int u = x; u < x + kernel; u++) {
                            if (v >= 0 && v < rows && u >= 0 && u < columns) {
                                inside.add((c * rows + v) * columns + u);
                            }
                        }
                    }
                    Map<Integer, List<Double>> window = new TreeMap<>();
                    inside.forEach(n -> window.computeIfAbsent(n, none -> new ArrayList<>()).add(1.0 / inside.size()));
                    units.add(window);
                    neurons.addAll(inside);
                    starts.add(neurons.size());
                }
            }
        }
        return new Windows(name, channels * rows * columns, units, Averaging.of(ints(starts), ints(neurons), channels * rows * columns));
    }

    /** Each unit a neuron; −1 for nothing. */
    static Windows chosen(String name, int neurons, int... ofUnits) {
        List<Map<Integer, List<Double>>> units = new ArrayList<>();
        for (int neuron : ofUnits) {
            units.add(neuron < 0 ? Map.of() : Map.of(neuron, List.of(1.0)));
        }
        return new Windows(name, neurons, units, Averaging.of(ofUnits, neurons));
    }

    /** Each unit what a line {@code neuron, share, neuron, share, …} says. */
    static Windows weighted(String name, int neurons, double[]... lines) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        List<Integer> all = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        List<Map<Integer, List<Double>>> units = new ArrayList<>();
        for (double[] line : lines) {
            Map<Integer, List<Double>> window = new TreeMap<>();
            for (int i = 0; i < line.length; i += 2) {
                window.computeIfAbsent((int) line[i], none -> new ArrayList<>()).add(line[i + 1]);
                all.add((int) line[i]);
                shares.add(line[i + 1]);
            }
            starts.add(all.size());
            units.add(window);
        }
        return new Windows(name, neurons, units,
                Averaging.of(ints(starts), ints(all), shares.stream().mapToDouble(s -> s).toArray(), neurons));
    }

    /** These windows, of the first of so many runs of neurons, of the next runs too. */
    Windows repeated(int times) {
        List<Map<Integer, List<Double>>> units = new ArrayList<>();
        for (int run = 0; run < times; run++) {
            int first = run * neurons;
            for (Map<Integer, List<Double>> window : ofUnits) {
                Map<Integer, List<Double>> moved = new TreeMap<>();
                window.forEach((neuron, shares) -> moved.put(first + neuron, shares));
                units.add(moved);
            }
        }
        return new Windows(name, times * neurons, units, Averaging.repeated(averaging, times));
    }

    /** The share of each neuron in each unit, as a matrix. */
    double[][] matrix() {
        return ofUnits.stream().map(window -> {
            double[] row = new double[neurons];
            window.forEach((neuron, shares) -> shares.forEach(share -> row[neuron] += share));
            return row;
        }).toArray(double[][]::new);
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(n -> n).toArray();
    }
}
