package org.cntexplorer.model;

import java.util.Arrays;
import org.cntexplorer.model.kernel.Strongest;
import org.cntexplorer.progress.Progress;

/**
 * Takes links that come strongest first for as long as one of their ends has not enough of them yet: so every neuron gets its strongest.
 * Ends when all have enough, or when so many links were taken that no weaker one would be shown.
 */
final class NeuronTurns implements OrderedLinks.Receiver {
    private final LinkFilter filter;
    /** Links that each neuron still gets. */
    private final int[] ofSource;
    private final int[] ofTarget;
    private final Strongest taken;
    /** Neurons of each channel that still get some; of the source one number for all where it takes averages. */
    private final int[] openSources;
    private final int[] openTargets;
    private final int sourcesOfChannel;
    private final int targetsOfChannel;
    private final boolean transposed;
    private int open;
    /** Links that can still be taken before there are enough. */
    private long left;
    private float last;

    private NeuronTurns(Connection connection, OrderedLinks links, int count, int most, LinkFilter filter, Progress progress) {
        this.filter = filter;
        Degrees degrees = Degrees.of(connection, progress);
        ofSource = Arrays.stream(degrees.out()).map(degree -> Math.min(degree, count)).toArray();
        ofTarget = Arrays.stream(degrees.in()).map(degree -> Math.min(degree, count)).toArray();
        sourcesOfChannel = links.sourcesOfChannel();
        targetsOfChannel = links.targetsOfChannel();
        transposed = links.isTransposed();
        openSources = open(ofSource, sourcesOfChannel);
        openTargets = open(ofTarget, targetsOfChannel);
        open = Arrays.stream(openSources).sum() + Arrays.stream(openTargets).sum();
        left = Math.min(most, connection.links());
        taken = new Strongest((int) left, Float.MIN_VALUE, false);
    }

    private static int[] open(int[] ofNeurons, int ofChannel) {
        int[] open = new int[ofNeurons.length / ofChannel];
        for (int neuron = 0; neuron < ofNeurons.length; neuron++) {
            open[neuron / ofChannel] += ofNeurons[neuron] > 0 ? 1 : 0;
        }
        return open;
    }

    static Links strongest(Connection connection, OrderedLinks links, int count, int most, LinkFilter filter, Progress progress) {
        NeuronTurns turns = new NeuronTurns(connection, links, count, most, filter, progress);
        links.each(Float.MIN_VALUE, progress, turns);
        progress.check();
        return Links.of(connection.index(), turns.taken, true);
    }

    @Override
    public float least() {
        // they come strongest first: when there are enough, only those as strong as the last one can take its place
        return open == 0 ? Float.NaN : left <= 0 ? last : taken.threshold();
    }

    @Override
    public boolean wants(int outputChannel, int inputChannel) {
        int source = transposed ? outputChannel : inputChannel;
        int target = (transposed ? inputChannel : outputChannel) % openTargets.length;
        return openTargets[target] > 0 || openSources[openSources.length == 1 ? 0 : source] > 0;
    }

    @Override
    public void accept(int source, int target, float weight) {
        if (!filter.wants(source, target, weight)) {
            return;
        }
        boolean bySource = ofSource[source] > 0;
        boolean byTarget = ofTarget[target] > 0;
        if (bySource && --ofSource[source] == 0) {
            openSources[source / sourcesOfChannel]--;
            open--;
        }
        if (byTarget && --ofTarget[target] == 0) {
            openTargets[target / targetsOfChannel]--;
            open--;
        }
        if (bySource || byTarget) {
            taken.offer(weight, source, target);
            left--;
            last = Math.abs(weight);
        }
    }
}
