package org.cntexplorer.graph.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.VisibleLinks;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.LinkVisitor;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/** Which links a graph file holds. They are handed over one by one, connection by connection, and never collected. */
public sealed interface WrittenLinks {
    /** Those that are shown. */
    static WrittenLinks shown(VisibleLinks links) {
        return new Shown(links);
    }

    /** Every link with |w| ≥ {@code threshold}, in one pass over the weights; NaN never. */
    static WrittenLinks atLeast(double threshold) {
        return atLeast(threshold, LinkChoice.Sign.ANY);
    }

    /** Every link of a sign with |w| ≥ {@code threshold}, likewise. */
    static WrittenLinks atLeast(double threshold, LinkChoice.Sign sign) {
        return new AtLeast(threshold, sign);
    }

    /** Every link that there is, whatever its weight, NaN too. */
    static WrittenLinks all() {
        return new All();
    }

    /** About as many as there will be, by which progress is measured. */
    double expected(Network network);

    /** @throws java.util.concurrent.CancellationException when {@code progress} is cancelled */
    void writeTo(GraphSink sink, Network network, Progress progress) throws IOException;

    /** @param links strongest first */
    record Shown(VisibleLinks links) implements WrittenLinks {
        @Override
        public double expected(Network network) {
            return links.shown();
        }

        @Override
        public void writeTo(GraphSink sink, Network network, Progress progress) throws IOException {
            double all = Math.max(1, links.shown());
            long number = 0;
            for (Links of : links.connections()) {
                sink.connection(network.connection(of.connection()));
                for (int i = 0; i < of.count(); i++) {
                    if ((number & 1023) == 0) {
                        progress.check();
                        progress.report(number / all, "Write the links");
                    }
                    sink.link(number++, of.source()[i], of.target()[i], of.weight()[i]);
                }
            }
        }
    }

    /** As the connections tell them. */
    record AtLeast(double threshold, LinkChoice.Sign sign) implements WrittenLinks {
        @Override
        public double expected(Network network) {
            return existing(network);
        }

        @Override
        public void writeTo(GraphSink sink, Network network, Progress progress) throws IOException {
            each(network, progress, sink, (connection, visitor, part) -> connection.eachAtLeast(threshold, part, (source, target, weight) -> {
                if (sign.has(weight)) {
                    visitor.accept(source, target, weight);
                }
            }));
        }
    }

    /** As the connections tell them, and then those that are NaN, neuron by neuron, where there is any. */
    record All() implements WrittenLinks {
        @Override
        public double expected(Network network) {
            return existing(network);
        }

        @Override
        public void writeTo(GraphSink sink, Network network, Progress progress) throws IOException {
            each(network, progress, sink, (connection, visitor, part) -> {
                connection.eachAtLeast(0, part, visitor);
                if (connection.moments(Progress.NONE).nonFinite() > 0) {
                    notANumber(connection, visitor, part);
                }
            });
        }

        private static void notANumber(Connection connection, LinkVisitor visitor, Progress progress) {
            for (int target = 0; target < connection.targets(); target++) {
                progress.check();
                Links into = connection.into(target);
                for (int i = 0; i < into.count(); i++) {
                    if (Float.isNaN(into.weight()[i])) {
                        visitor.accept(into.source()[i], target, into.weight()[i]);
                    }
                }
            }
        }
    }

    /** Tells links of a connection. */
    interface Teller {
        void tell(Connection connection, LinkVisitor visitor, Progress progress);
    }

    private static void each(Network network, Progress progress, GraphSink sink, Teller teller) throws IOException {
        double all = Math.max(1, existing(network));
        long[] number = {0};
        double done = 0;
        for (Connection connection : network.connections()) {
            Progress part = progress.part(done / all, (done + connection.links()) / all);
            part.report(0, "Write the links of " + connection.name());
            sink.connection(connection);
            try {
                teller.tell(connection, (source, target, weight) -> {
                    try {
                        sink.link(number[0]++, source, target, weight);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }, part);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            done += connection.links();
        }
    }

    private static double existing(Network network) {
        return network.connections().stream().mapToDouble(Connection::links).sum();
    }
}
