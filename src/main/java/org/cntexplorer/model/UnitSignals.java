package org.cntexplorer.model;

import java.util.Arrays;
import org.cntexplorer.model.LinkMass.Groups;
import org.cntexplorer.progress.Progress;

/**
 * What units take of groups of neurons through their windows: of each unit one group at a time, ascending, with the numbers of the group's
 * neurons, each times its share. As a rule a window is of one group, and one time is all.
 */
final class UnitSignals {
    /** How far the shares of a window may sum from 1 to be taken for all of it. */
    private static final double ROUNDING = 1e-12;

    private final Averaging input;
    private final Groups ofNeurons;
    /** Of each unit the group that it was asked for last. */
    private final int[] last;
    private int[] groups;
    private SourceSignals signals = SourceSignals.ONES;
    private boolean more = true;

    UnitSignals(Averaging input, Groups ofNeurons) {
        this.input = input;
        this.ofNeurons = ofNeurons;
        this.last = new int[input.units()];
        Arrays.fill(last, -1);
    }

    /** The group of each unit; a unit that takes of none any more has the one behind the last. */
    int[] groups() {
        return groups;
    }

    SourceSignals signals() {
        return signals;
    }

    /** Goes to the next group of each unit. @return whether there was one that still takes of some */
    boolean next(Progress progress) {
        if (!more) {
            return false;
        }
        more = false;
        groups = new int[last.length];
        float[] up = new float[last.length];
        float[] down = new float[last.length];
        boolean ones = ofNeurons.signals().isOnes();
        for (int unit = 0; unit < last.length; unit++) {
            if (unit % (1 << 16) == 0) {
                progress.check();
            }
            int group = ofNeurons.sources();
            int count = input.count(unit);
            for (int k = 0; k < count; k++) {
                int of = ofNeurons.ofSource()[input.neuron(unit, k)];
                group = of > last[unit] && of < group ? of : group;
            }
            double above = 0;
            double below = 0;
            for (int k = 0; k < count && group < ofNeurons.sources(); k++) {
                int neuron = input.neuron(unit, k);
                int of = ofNeurons.ofSource()[neuron];
                more |= of > group;
                if (of == group) {
                    above += input.share(unit, k) * ofNeurons.signals().up(neuron);
                    below += input.share(unit, k) * ofNeurons.signals().down(neuron);
                }
            }
            ones &= group == ofNeurons.sources() || Math.abs(above - 1) < ROUNDING;
            up[unit] = (float) above;
            down[unit] = (float) below;
            groups[unit] = group;
            last[unit] = group;
        }
        signals = ones ? SourceSignals.ONES : new SourceSignals(up, down);
        return true;
    }
}
