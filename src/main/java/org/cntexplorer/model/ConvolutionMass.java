package org.cntexplorer.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cntexplorer.progress.Progress;

/**
 * {@link LinkMass} of a convolution. How many links a tap is between which groups is counted once for all channels whose positions are
 * grouped alike, each channel's groups counted from that of its first position: whole channels, or rows of each, cost one look at every
 * weight of the kernel. Where links carry signals, the sources' numbers are summed in the place of counting, for each channel by itself.
 */
final class ConvolutionMass {
    private final Convolution connection;
    private final ConvolutionGeometry geometry;
    private final LinkMass.Groups groups;
    private final ConvolutionOperator operator;
    private final Side inputs;
    private final Side outputs;
    /** Of each kind of input channels with each of output channels; null until it was asked for. */
    private final List<List<Count>> counted;

    /** How the channels of the geometry's input, or of its output, are grouped. */
    private static final class Side {
        final int positions;
        /** Of each channel, the group of its first position, and the number of its pattern. */
        final int[] first;
        final int[] pattern;
        /** Of each pattern the groups of its positions, from that of the first one on. */
        final List<int[]> patterns = new ArrayList<>();
        /** Whether each channel has numbers of its own, and so is a kind of its own. */
        final boolean own;

        Side(int[] groupOf, int channels, int positions, boolean own) {
            this.positions = positions;
            this.own = own;
            this.first = new int[channels];
            this.pattern = new int[channels];
            Map<Integer, List<Integer>> byHash = new HashMap<>();
            for (int channel = 0; channel < channels; channel++) {
                int[] relative = Arrays.copyOfRange(groupOf, channel * positions, (channel + 1) * positions);
                first[channel] = relative[0];
                for (int p = 0; p < positions; p++) {
                    relative[p] -= first[channel];
                }
                List<Integer> alike = byHash.computeIfAbsent(Arrays.hashCode(relative), hash -> new ArrayList<>());
                pattern[channel] = alike.stream().filter(k -> Arrays.equals(patterns.get(k), relative)).findFirst().orElseGet(() -> {
                    patterns.add(relative);
                    alike.add(patterns.size() - 1);
                    return patterns.size() - 1;
                });
            }
        }

        int kind(int channel) {
            return own ? channel : pattern[channel];
        }

        int kinds() {
            return own ? first.length : patterns.size();
        }

        int[] groups(int channel) {
            return patterns.get(pattern[channel]);
        }
    }

    /**
     * The sources' numbers of the positions at which each tap links a group of an input channel to one of an output channel, both counted from the
     * channel's first, summed.
     */
    private record Count(int input, int output, double[] up, double[] down) {}

    ConvolutionMass(Convolution connection, LinkMass.Groups groups) {
        this.connection = connection;
        this.geometry = connection.geometry();
        this.groups = groups;
        this.operator = ConvolutionOperator.of(connection);
        boolean transposed = connection.transposed();
        boolean own = !groups.signals().isOnes();
        this.inputs = new Side(transposed ? groups.ofTarget() : groups.ofSource(), geometry.inputChannels(), geometry.inputPositions(), own && !transposed);
        this.outputs = new Side(transposed ? groups.ofSource() : groups.ofTarget(), geometry.outputChannels(), geometry.outputPositions(), own && transposed);
        this.counted = new ArrayList<>(Collections.nCopies(Math.multiplyExact(inputs.kinds(), outputs.kinds()), null));
    }

    LinkMass of(Progress progress) {
        LinkMass mass = new LinkMass(groups.sources(), groups.targets());
        operator.each(progress, (weight, output, inputOfGroup, tap) -> {
            int input = operator.inputChannel(output, inputOfGroup);
            for (Count count : counts(input, output, progress)) {
                int ofInput = inputs.first[input] + count.input;
                int ofOutput = outputs.first[output] + count.output;
                mass.add(connection.transposed() ? ofOutput : ofInput, connection.transposed() ? ofInput : ofOutput, weight, count.up[tap], count.down[tap]);
            }
        });
        return mass;
    }

    private List<Count> counts(int input, int output, Progress progress) {
        int both = inputs.kind(input) * outputs.kinds() + outputs.kind(output);
        List<Count> counts = counted.get(both);
        if (counts == null) {
            progress.check();
            counts = count(input, output);
            counted.set(both, counts);
        }
        return counts;
    }

    private List<Count> count(int inputChannel, int outputChannel) {
        int[] ofInput = inputs.groups(inputChannel);
        int[] ofOutput = outputs.groups(outputChannel);
        int lowInput = Arrays.stream(ofInput).min().orElse(0);
        int lowOutput = Arrays.stream(ofOutput).min().orElse(0);
        int wide = Arrays.stream(ofOutput).max().orElse(0) - lowOutput + 1;
        int pairs = Math.multiplyExact(Arrays.stream(ofInput).max().orElse(0) - lowInput + 1, wide);
        double[][] up = new double[pairs][geometry.taps()];
        double[][] down = new double[pairs][geometry.taps()];
        SourceSignals signals = groups.signals();
        boolean transposed = connection.transposed();
        int first = transposed ? outputChannel * outputs.positions : inputChannel * inputs.positions;
        for (int tap = 0; tap < geometry.taps(); tap++) {
            int at = tap;
            operator.eachRow(tap, (inputRow, in, outputRow, out) -> {
                int[] sources = transposed ? out : in;
                int row = first + (transposed ? outputRow : inputRow);
                if (pairs == 1) {
                    // whole channels: the loop that most of the time is spent in
                    double above = 0;
                    double below = 0;
                    for (int source : sources) {
                        above += signals.up(row + source);
                        below += signals.down(row + source);
                    }
                    up[0][at] += above;
                    down[0][at] += below;
                    return;
                }
                for (int i = 0; i < sources.length; i++) {
                    int pair = (ofInput[inputRow + in[i]] - lowInput) * wide + ofOutput[outputRow + out[i]] - lowOutput;
                    up[pair][at] += signals.up(row + sources[i]);
                    down[pair][at] += signals.down(row + sources[i]);
                }
            });
        }
        List<Count> counts = new ArrayList<>();
        for (int pair = 0; pair < pairs; pair++) {
            if (isSome(up[pair]) || isSome(down[pair])) {
                counts.add(new Count(lowInput + pair / wide, lowOutput + pair % wide, up[pair], down[pair]));
            }
        }
        return List.copyOf(counts);
    }

    private static boolean isSome(double[] sums) {
        for (double sum : sums) {
            if (sum != 0) {
                return true;
            }
        }
        return false;
    }
}
