package org.cntexplorer.graph;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.LinkFilter;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.LinksOfFew;
import org.cntexplorer.model.Sums;
import org.cntexplorer.model.Weighting;
import org.cntexplorer.progress.Progress;

/** The links of selected neurons, of one connection: asked neuron by neuron where these are few, and in one pass over all otherwise. */
record SelectionLinks(Connection connection, EndMask ends) {
    private static final double FEW = 1 / 8.0;

    private boolean isFew() {
        return ends.sources().cardinality() / (double) connection.sources() + ends.targets().cardinality() / (double) connection.targets() < FEW;
    }

    /** The links of each selected neuron; one between two of them once. */
    private void each(Progress progress, Consumer<Links> visitor) {
        ends.targets().stream().forEach(target -> {
            progress.check();
            visitor.accept(connection.into(target));
        });
        ends.sources().stream().forEach(source -> {
            progress.check();
            visitor.accept(connection.outOf(source).where((from, to, weight) -> !ends.targets().get(to)));
        });
    }

    /** Likewise {@link Connection#strongest(int, double, LinkFilter, Progress)}. */
    Links strongest(int count, double least, LinkFilter filter, Progress progress) {
        if (!isFew()) {
            return connection.strongest(count, least, filter.and(ends), progress);
        }
        LinksOfFew kept = new LinksOfFew(connection.index(), count, least, filter);
        each(progress, kept::offer);
        return kept.strongest();
    }

    /** The {@code count} strongest into, and out of, each selected neuron. */
    Links strongestOfEach(int count, int most, LinkFilter filter, Progress progress) {
        record Between(int source, int target, float weight) {}
        LinksOfFew kept = new LinksOfFew(connection.index(), most, Float.MIN_VALUE, filter);
        Set<Between> known = new HashSet<>();
        ends.targets().stream().forEach(target -> {
            progress.check();
            Links strongest = connection.into(target).where(filter).strongest(count);
            for (int i = 0; i < strongest.count(); i++) {
                if (ends.sources().get(strongest.source()[i])) {
                    known.add(new Between(strongest.source()[i], target, strongest.weight()[i]));
                }
            }
            kept.offer(strongest);
        });
        ends.sources().stream().forEach(source -> {
            progress.check();
            kept.offer(connection.outOf(source).where(filter).strongest(count)
                    .where((from, to, weight) -> !known.contains(new Between(from, to, weight))));
        });
        return kept.strongest();
    }

    /** Σ of what their links count. */
    double mass(Weighting weighting, Progress progress) {
        if (isFew()) {
            double[] mass = {0};
            each(progress, links -> {
                for (float weight : links.weight()) {
                    mass[0] += weighting.of(weight);
                }
            });
            return Math.abs(mass[0]);
        }
        Sums sums = connection.sums(weighting, progress);
        double[] mass = {0};
        ends.targets().stream().forEach(target -> mass[0] += sums.in()[target]);
        // all but what is counted already
        ends.sources().stream().forEach(source -> mass[0] += sums.out()[source]);
        ends.sources().stream().filter(source -> !ends.targets().isEmpty()).forEach(source -> {
            progress.check();
            Links both = connection.outOf(source).where((from, to, weight) -> ends.targets().get(to));
            for (float weight : both.weight()) {
                mass[0] -= weighting.of(weight);
            }
        });
        return Math.abs(mass[0]);
    }
}
