package org.cntexplorer.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cntexplorer.progress.Progress;

/**
 * {@link LinkMass} of a convolution. How many links a tap is between which groups is counted once for all channels whose positions are
 * grouped alike, each channel's groups counted from that of its first position: whole channels, or rows of each, cost one look at every
 * weight of the kernel.
 */
final class ConvolutionMass {
    private final Convolution connection;
    private final ConvolutionGeometry geometry;
    private final LinkMass.Groups groups;
    private final Side inputs;
    private final Side outputs;
    private final Map<Long, List<Count>> counted = new HashMap<>();
    /** What was asked for last: as a rule all channels are alike. */
    private long lastBoth = -1;
    private List<Count> last = List.of();

    /** How the channels of the geometry's input, or of its output, are grouped. */
    private static final class Side {
        /** Of each channel, the group of its first position, and the number of its pattern. */
        final int[] first;
        final int[] pattern;
        /** Of each pattern the groups of its positions, from that of the first one on. */
        final List<int[]> patterns = new ArrayList<>();

        Side(int[] groupOf, int channels, int positions) {
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
    }

    /** At how many positions each tap links a group of an input channel to one of an output channel, both counted from the channel's first. */
    private record Count(int input, int output, long[] ofTap) {}

    ConvolutionMass(Convolution connection, LinkMass.Groups groups) {
        this.connection = connection;
        this.geometry = connection.geometry();
        this.groups = groups;
        boolean transposed = connection.transposed();
        this.inputs = new Side(transposed ? groups.ofTarget() : groups.ofSource(), geometry.inputChannels(), geometry.inputPositions());
        this.outputs = new Side(transposed ? groups.ofSource() : groups.ofTarget(), geometry.outputChannels(), geometry.outputPositions());
    }

    LinkMass of(Progress progress) {
        LinkMass mass = new LinkMass(groups.sources(), groups.targets());
        ConvolutionOperator operator = ConvolutionOperator.of(connection);
        operator.each(progress, (weight, output, inputOfGroup, tap) -> {
            int input = operator.inputChannel(output, inputOfGroup);
            for (Count count : counts(input, output, progress)) {
                int ofInput = inputs.first[input] + count.input;
                int ofOutput = outputs.first[output] + count.output;
                mass.add(connection.transposed() ? ofOutput : ofInput, connection.transposed() ? ofInput : ofOutput, weight, count.ofTap[tap]);
            }
        });
        return mass;
    }

    private List<Count> counts(int input, int output, Progress progress) {
        long both = (long) inputs.pattern[input] << 32 | outputs.pattern[output];
        if (both != lastBoth) {
            last = counted.computeIfAbsent(both, key -> count(inputs.patterns.get(inputs.pattern[input]), outputs.patterns.get(outputs.pattern[output]), progress));
            lastBoth = both;
        }
        return last;
    }

    private List<Count> count(int[] ofInput, int[] ofOutput, Progress progress) {
        progress.check();
        Map<Long, Count> counts = new HashMap<>();
        int taps = geometry.taps();
        ConvolutionOperator operator = ConvolutionOperator.of(connection);
        for (int tap = 0; tap < taps; tap++) {
            int at = tap;
            operator.eachPair(tap, (input, output) -> counts.computeIfAbsent((long) ofInput[input] << 32 | ofOutput[output] & 0xffffffffL,
                    key -> new Count(ofInput[input], ofOutput[output], new long[taps])).ofTap[at]++);
        }
        return List.copyOf(counts.values());
    }
}
