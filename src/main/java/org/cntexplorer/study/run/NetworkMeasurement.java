package org.cntexplorer.study.run;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.LinkWeights;
import org.cntexplorer.metric.Measurement;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.metric.SampleGrid;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.Member;
import org.cntexplorer.study.store.MeasuredActivity;
import org.cntexplorer.study.store.MeasuredNetwork;
import org.cntexplorer.study.store.NetworkStatus;
import org.cntexplorer.study.store.Quantity;
import org.cntexplorer.study.store.StoredDensity;
import org.cntexplorer.study.store.StoredLayer;
import org.cntexplorer.study.store.StoredStrengths;

/** Opens one network, measures it and closes it. Nothing that is wrong with a file gets out of here but as its status and reason. */
final class NetworkMeasurement {
    /** Neurons of a layer that are kept one by one; of a wider layer only how its strengths are spread. */
    static final int MOST_NEURONS = 1 << 16;

    private final Convention convention;
    private final OpenOptions options;
    private final Optional<DataMeasurement> onData;
    /** Held for reading by all that measure, and for writing by one that must be alone. */
    private final ReadWriteLock memory = new ReentrantReadWriteLock(true);

    /** @param data that the networks are run on; empty where only their links are measured */
    NetworkMeasurement(Convention convention, OpenOptions options, Optional<OnData> data) {
        this.convention = convention;
        this.options = options;
        onData = data.map(samples -> new DataMeasurement(samples, convention.bias()));
    }

    /**
     * @param content of the member's file
     * @throws CancellationException when {@code progress} is cancelled
     */
    MeasuredNetwork of(Member member, Content content, Progress progress) {
        MeasuredNetwork measured = attempt(member, content, progress);
        if (!content.isStill(member.file())) {
            return unreadable(member, content, changed(member));
        }
        return measured;
    }

    /**
     * What a network that was measured before does on the data: only that.
     *
     * @throws CancellationException when {@code progress} is cancelled
     */
    MeasuredActivity onData(Member member, Content content, Progress progress) {
        MeasuredActivity measured = attempt(member, (network, alone) -> onData.orElseThrow().of(network, progress), MeasuredActivity::none, progress);
        return content.isStill(member.file()) ? measured : MeasuredActivity.none(changed(member));
    }

    /** What was assumed of the networks that were run, in a sentence; empty where nothing was. */
    Optional<String> assumption() {
        return onData.flatMap(DataMeasurement::assumption);
    }

    private static String changed(Member member) {
        return member.name() + " was written to while it was measured; measure again when it is complete.";
    }

    private MeasuredNetwork attempt(Member member, Content content, Progress progress) {
        return attempt(member, (network, alone) -> of(member, content, network, alone, progress), reason -> unreadable(member, content, reason), progress);
    }

    /** What is made of an open network. */
    private interface Use<T> {
        /** @param alone whether no other network is measured meanwhile */
        T of(Network network, boolean alone);
    }

    /** With others beside it, or alone, where the memory was too small for all. */
    private <T> T attempt(Member member, Use<T> use, Function<String, T> failed, Progress progress) {
        T measured = attempt(false, member, use, failed, progress);
        return measured != null ? measured : Optional.ofNullable(attempt(true, member, use, failed, progress)).orElseGet(() -> failed.apply(ofMemory(member)));
    }

    private static String ofMemory(Member member) {
        return member.name() + " needs more memory than this program may use; start the program with a larger heap (-Xmx).";
    }

    /** @return null where the memory is too small */
    private <T> T attempt(boolean alone, Member member, Use<T> use, Function<String, T> failed, Progress progress) {
        Lock lock = alone ? memory.writeLock() : memory.readLock();
        lock.lock();
        try (Network network = ModelFiles.open(member.file(), options, progress)) {
            return use.of(network, alone);
        } catch (ModelFormatException e) {
            return isOfMemory(e) ? null : failed.apply(e.getMessage());
        } catch (CancellationException e) {
            throw e;
        } catch (OutOfMemoryError e) {
            return null;
        } catch (InternalError e) {
            // Java's name for a mapped file that was cut short, or whose disk is gone
            return failed.apply(member.name() + " could not be read to its end; check the disk and the file.");
        } catch (RuntimeException e) {
            // of a thousand networks the others are measured all the same
            return isOfMemory(e) ? null : failed.apply(ofBug(member, "measured", e));
        } finally {
            lock.unlock();
        }
    }

    private static String ofBug(Member member, String doing, RuntimeException e) {
        return member.name() + " cannot be " + doing + " because of an error of this program (" + e + "); please report it.";
    }

    /** With what it does on the data. Where that cannot be had, it is in the study all the same. */
    private MeasuredNetwork of(Member member, Content content, Network network, boolean alone, Progress progress) {
        MeasuredNetwork links = of(member, content, network, onData.isEmpty() ? progress : progress.part(0, 0.5));
        if (onData.isEmpty() || links.network().status() != NetworkStatus.MEASURED) {
            return links;
        }
        try {
            return links.with(onData.get().of(network, progress.part(0.5, 1)));
        } catch (CancellationException e) {
            throw e;
        } catch (OutOfMemoryError e) {
            if (!alone) {
                throw e;
            }
            return links.with(MeasuredActivity.none(ofMemory(member)));
        } catch (RuntimeException e) {
            return links.with(MeasuredActivity.none(ofBug(member, "run", e)));
        }
    }

    private static boolean isOfMemory(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause).anyMatch(OutOfMemoryError.class::isInstance);
    }

    private static MeasuredNetwork unreadable(Member member, Content content, String reason) {
        return MeasuredNetwork.none(Rows.of(member, content, "", NetworkStatus.UNREADABLE, reason));
    }

    private MeasuredNetwork of(Member member, Content content, Network network, Progress progress) {
        Measurement measurement = Measurement.of(network, convention, progress.part(0, 0.7));
        String architecture = Architecture.of(network);
        Optional<String> notFinite = notFinite(network, measurement);
        if (notFinite.isPresent()) {
            return MeasuredNetwork.none(Rows.of(member, content, architecture, NetworkStatus.LEFT_OUT, notFinite.get()));
        }
        List<StoredLayer> layers = new ArrayList<>();
        List<StoredStrengths> strengths = new ArrayList<>();
        List<StoredDensity> densities = new ArrayList<>();
        for (Layer layer : network.layers()) {
            int l = layer.index();
            List<Connection> weighted = network.into(l).stream().filter(connection -> connection.weights() > 0).toList();
            Moments weights = weights(measurement.weights(), weighted);
            NodeStrength.OfLayer strength = measurement.strength().layer(l);
            Map<Quantity, Moments> moments = new EnumMap<>(Map.of(Quantity.LINK_WEIGHTS, weights, Quantity.STRENGTH_IN, strength.inMoments(),
                    Quantity.STRENGTH_OUT, strength.outMoments(), Quantity.STRENGTH, strength.totalMoments()));
            layers.add(new StoredLayer(l, layer.name(), layer.shape().toString(), layer.neurons(), moments, strength.fluctuation()));
            double n = network.layers().size();
            add(densities, Quantity.LINK_WEIGHTS, l, SampleGrid.ofWeights(weighted, convention.bias(), weights, progress.part(0.7 + 0.3 * l / n, 0.7 + 0.3 * (l + 1) / n)));
            if (layer.neurons() <= MOST_NEURONS) {
                strengths.add(new StoredStrengths(l, strength.in(), strength.out(), strength.total()));
            } else {
                add(densities, Quantity.STRENGTH_IN, l, SampleGrid.of(strength.in()));
                add(densities, Quantity.STRENGTH_OUT, l, SampleGrid.of(strength.out()));
                add(densities, Quantity.STRENGTH, l, SampleGrid.of(strength.total()));
            }
        }
        return new MeasuredNetwork(Rows.of(member, content, architecture, NetworkStatus.MEASURED, ""), layers, strengths, densities);
    }

    private Moments weights(LinkWeights all, List<Connection> connections) {
        Moments together = Moments.EMPTY;
        for (Connection connection : connections) {
            LinkWeights.OfConnection of = all.connection(connection.index());
            together = together.and(convention.bias() ? of.pooled() : of.weights());
        }
        return together;
    }

    private static void add(List<StoredDensity> densities, Quantity of, int layer, SampleGrid grid) {
        if (!grid.isEmpty()) {
            densities.add(new StoredDensity(of, layer, grid.exponent(), grid.first(), grid.counts()));
        }
    }

    /** Which numbers are not finite, in one sentence; empty where all are. */
    private static Optional<String> notFinite(Network network, Measurement measurement) {
        List<String> where = new ArrayList<>();
        for (Connection connection : network.connections()) {
            Moments numbers = measurement.weights().connection(connection.index()).pooled();
            if (numbers.nonFinite() > 0) {
                where.add(String.format(Locale.ROOT, "%,d of %,d weights and biases into layer %d (%s)", numbers.nonFinite(),
                        numbers.n() + numbers.nonFinite(), connection.to(), network.layer(connection.to()).name()));
            }
        }
        if (!where.isEmpty()) {
            return Optional.of(where.getFirst() + (where.size() == 1 ? " are" : ", and numbers of " + (where.size() - 1)
                    + (where.size() == 2 ? " other connection, are" : " other connections, are"))
                    + " NaN or infinite, so that it has no strengths; train it again or take it out of the study.");
        }
        return network.layers().stream().filter(layer -> measurement.strength().layer(layer.index()).totalMoments().nonFinite() > 0).findFirst()
                .map(layer -> "The weights of layer " + layer.index() + " (" + layer.name()
                        + ") are so large that its strengths are infinite; train it again or take it out of the study.");
    }
}
