package org.cntexplorer.app.graphview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.graph.DensityBands;
import org.cntexplorer.graph.GraphLayout;
import org.junit.jupiter.api.Test;

/** How what is drawn of the links goes over into what takes its place. */
class DetailTest {
    private final GraphLayout layout = GraphLayout.empty(10, 10);
    private final Optional<DensityBands> bands = Optional.of(new DensityBands(layout, Optional.empty(), List.of(Optional.empty()), Map.of()));

    private Near near(int existing) {
        return new Near(layout, new LineList().with(new LineList(), List.of()), existing);
    }

    @Test
    void whatIsNewComesForthWhileWhatWasThereFades() {
        Near first = near(1);
        Near second = near(2);
        Detail before = new Detail(bands, Optional.of(first));
        Detail half = new Detail(bands, Optional.of(second), Optional.of(before), 0.25);
        assertThat(half.nearParts(layout)).containsExactly(entry(first, 0.75), entry(second, 0.25));
        assertThat(half.bandsPart()).as("bands that were there stay").isEqualTo(1);
        assertThat(new Detail(Optional.empty(), Optional.of(second), Optional.of(half), 0.5).nearParts(layout)).as("what faded before is gone")
                .containsExactly(entry(second, 1.));
        assertThat(half.nearParts(GraphLayout.empty(5, 5))).as("links of another layout").isEmpty();
        assertThat(new Detail(bands, Optional.empty(), Optional.of(before), 0.25).nearParts(layout)).containsExactly(entry(first, 0.75));
        assertThat(new Detail(bands, Optional.empty(), Optional.of(Detail.NONE), 0.25).bandsPart()).isEqualTo(0.25);
        assertThat(before.bandsPart()).isEqualTo(1);
        assertThat(before.nearParts(layout)).containsExactly(entry(first, 1.));
        assertThat(before.bandsOf(layout)).isEqualTo(bands);
    }
}
