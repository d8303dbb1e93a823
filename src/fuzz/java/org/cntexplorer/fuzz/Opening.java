package org.cntexplorer.fuzz;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.LinkWeights;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/** Opens a file as the window does, asks the first numbers of what opens, and says what of it must not be. */
final class Opening {
    /** Of processor time, so that a loaded machine finds nothing that is not there. */
    static final long LONGEST = 2_000_000_000L;
    /** Numbers are asked of what is small enough that they come soon; a small file may well tell of a huge network. */
    private static final long MOST_NEURONS = 200_000;
    private static final long MOST_LINKS = 50_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Path file;
    private long opened;

    Opening(Path file) {
        this.file = file;
    }

    /** How many files opened so far. */
    long opened() {
        return opened;
    }

    /** What is wrong, if anything is. */
    Optional<Finding> run() {
        long start = THREADS.getCurrentThreadCpuTime();
        try (Network network = ModelFiles.open(file, OpenOptions.NONE, Progress.NONE)) {
            opened++;
            long spent = THREADS.getCurrentThreadCpuTime() - start;
            return spent > LONGEST ? slow(spent, "opened") : look(network);
        } catch (ModelFormatException e) {
            long spent = THREADS.getCurrentThreadCpuTime() - start;
            return spent > LONGEST ? slow(spent, e.getMessage()) : Finding.in(e);
        } catch (Throwable e) {
            return Optional.of(Finding.of(e));
        }
    }

    private static Optional<Finding> slow(long spent, String outcome) {
        return Optional.of(Finding.of("took " + spent / 1_000_000 + " ms: " + outcome, "slow " + outcome.replaceAll("[0-9\"].*", "")));
    }

    private static Optional<Finding> look(Network network) {
        Optional<Finding> text = Stream.of(Stream.of(network.name(), network.toString()), network.warnings().stream(),
                        network.layers().stream().map(Layer::name), network.connections().stream().map(Connection::name))
                .flatMap(texts -> texts).map(Finding::hidden).flatMap(Optional::stream).findFirst().map(what -> Finding.of(what, "a text"));
        if (text.isPresent()) {
            return text;
        }
        if (network.neurons() < 0 || network.links() < 0 || network.parameters() < 0) {
            return Optional.of(Finding.of("counts that overflowed: " + network, "counts"));
        }
        if (network.neurons() <= MOST_NEURONS && network.links() <= MOST_LINKS && network.parameters() <= MOST_LINKS) {
            NodeStrength.of(network, Convention.DEFAULT, Progress.NONE).layers().forEach(NodeStrength.OfLayer::fluctuation);
            LinkWeights.of(network, Progress.NONE);
            GraphLayout.layered(network, true);
        }
        return Optional.empty();
    }

    /** Whether the file is still mapped, though whatever was made of it is closed; seen on Linux only. */
    boolean isLeftMapped() throws IOException {
        Path maps = Path.of("/proc/self/maps");
        String name = file.toRealPath().toString();
        if (!Files.exists(maps)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(maps)) {
            return lines.anyMatch(line -> line.endsWith(name));
        }
    }
}
