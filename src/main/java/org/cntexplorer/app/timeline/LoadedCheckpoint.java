package org.cntexplorer.app.timeline;

import java.util.Optional;
import org.cntexplorer.app.workspace.Numbers;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.LinkWeights;
import org.cntexplorer.metric.Measurement;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Counterparts;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.UnlikeNetworksException;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.CheckpointRun;

/**
 * A checkpoint that is open and measured: all that is needed to show it.
 *
 * @param index its number in the run, from 0
 * @param network open until somebody closes it
 */
record LoadedCheckpoint(int index, Network network, Numbers numbers) implements AutoCloseable {
    /**
     * How the checkpoints of a run are read.
     *
     * @param convention what strengths count
     * @param like a network of the run's architecture, perhaps closed; empty while none is known
     */
    record Reading(CheckpointRun run, OpenOptions options, Convention convention, Optional<Network> like) {
        /**
         * @throws ModelFormatException where the file cannot be read, or holds numbers that are not finite
         * @throws UnlikeNetworksException where it is of another architecture
         * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
         */
        LoadedCheckpoint read(int index, Progress progress) throws ModelFormatException, UnlikeNetworksException {
            Network network = ModelFiles.open(run.checkpoints().get(index).member().file(), options, progress.part(0, 0.2));
            try {
                if (like.isPresent()) {
                    requireSame(like.get(), network);
                }
                Measurement measured = Measurement.of(network, convention, progress.part(0.2, 1));
                requireFinite(network, measured);
                return new LoadedCheckpoint(index, network, new Numbers(network, convention, measured.strength(), measured.weights()));
            } catch (ModelFormatException | UnlikeNetworksException | RuntimeException e) {
                network.close();
                throw e;
            }
        }

        /** What is looked at must mean the same in both: each layer and each connection has its number. */
        private static void requireSame(Network like, Network network) throws UnlikeNetworksException {
            Counterparts pairs = Counterparts.of(like, network);
            for (Connection connection : like.connections()) {
                if (pairs.of(connection).index() != connection.index()) {
                    throw new UnlikeNetworksException(network.name() + " stores its connections in another order than " + like.name()
                            + "; save all checkpoints of a run by the same program.");
                }
            }
        }

        private static void requireFinite(Network network, Measurement measured) throws ModelFormatException {
            for (LinkWeights.OfConnection of : measured.weights().connections()) {
                long bad = of.pooled().nonFinite();
                if (bad > 0) {
                    throw new ModelFormatException("Of the weights of " + network.connection(of.connection()).name() + ", " + bad
                            + (bad == 1 ? " is" : " are") + " NaN or infinite; train with a smaller step from an earlier checkpoint.");
                }
            }
            for (NodeStrength.OfLayer layer : measured.strength().layers()) {
                if (layer.totalMoments().nonFinite() > 0) {
                    throw new ModelFormatException("The strengths of layer " + network.layer(layer.layer()).name()
                            + " are too large to be added up; train with a smaller step from an earlier checkpoint.");
                }
            }
        }

        /** "epoch 12". */
        String name(int index) {
            return RunWords.step(run, index);
        }

        /** Its number of checkpoints. */
        int count() {
            return run.checkpoints().size();
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
