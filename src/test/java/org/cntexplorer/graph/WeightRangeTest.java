package org.cntexplorer.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.cntexplorer.EveryKind;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightRangeTest {
    private static List<String> told(Links links) {
        return IntStream.range(0, links.count()).mapToObj(i -> links.source()[i] + " " + links.target()[i] + " " + links.weight()[i]).sorted().toList();
    }

    /** Of every kind of connection, against all of its links neuron by neuron. */
    @ParameterizedTest
    @CsvSource({"0.1,0.9", "-1.2,-0.3", "-0.2,0.4", "2,1.5"})
    void ofItsConnectionsExactlyTheLinksInsideAreShown(double one, double other) {
        try (Network network = EveryKind.network()) {
            List<Integer> some = List.of(EveryKind.RECURRENT, EveryKind.CONVOLVED, EveryKind.POOLED, EveryKind.GATED, EveryKind.SCALED);
            WeightRange range = new WeightRange(some, one, other);
            LinkChoice few = LinkChoice.strongest(2);
            VisibleLinks shown = new LinkChooser(network).choose(few, Set.<Neuron>of(), Optional.empty(), Optional.of(range), Progress.NONE);
            VisibleLinks without = VisibleLinks.of(network, few, Progress.NONE);
            for (Connection connection : network.connections()) {
                Links links = shown.connections().get(connection.index());
                if (!some.contains(connection.index())) {
                    assertThat(told(links)).isEqualTo(told(without.connections().get(connection.index())));
                    continue;
                }
                List<String> expected = new ArrayList<>();
                for (int k = 0; k < network.layer(connection.to()).neurons(); k++) {
                    Links into = connection.into(k);
                    for (int i = 0; i < into.count(); i++) {
                        if (into.weight()[i] >= Math.min(one, other) && into.weight()[i] <= Math.max(one, other)) {
                            expected.add(into.source()[i] + " " + k + " " + into.weight()[i]);
                        }
                    }
                    assertThat(told(range.of(into))).as("of one neuron").hasSameSizeAs(IntStream.range(0, into.count())
                            .filter(i -> range.contains(into.weight()[i])).boxed().toList());
                }
                assertThat(told(links)).containsExactlyElementsOf(expected.stream().sorted().toList());
            }
        }
    }
}
