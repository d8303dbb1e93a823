package org.cntexplorer.app.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cntexplorer.EveryKind;
import org.cntexplorer.app.workspace.OpenNetwork;
import org.cntexplorer.app.workspace.Workspace;
import org.junit.jupiter.api.Test;

/** The rows of a network with connections of every kind. */
class EveryKindRowsTest {
    @Test
    void whatHasNoWeightsHasADashAndSaysThatItIsNotCounted() {
        Workspace workspace = OpenNetwork.empty();
        LayersViewModel model = new LayersViewModel(workspace);
        OpenNetwork.in(workspace, EveryKind.network());
        List<Row> rows = model.rowsProperty().get().connections();
        assertThat(rows).hasSize(9);
        for (Row row : rows) {
            boolean fixed = row.index() == EveryKind.SKIP || row.index() == EveryKind.BLOCK;
            assertThat(row.kind().contains("not counted")).isEqualTo(fixed);
            assertThat(row.hasNone()).isEqualTo(fixed);
            for (NumberColumn column : NumberColumn.ofConnections()) {
                if (!column.whole()) {
                    assertThat(column.shown(row, rows).equals("–")).isEqualTo(fixed);
                    assertThat(column.exact(row).isEmpty()).isEqualTo(fixed);
                }
                assertThat(column.shown(row, rows)).doesNotContain("NaN");
            }
        }
        assertThat(rows.get(EveryKind.RECURRENT).kind()).isEqualTo("gated dense, 3 lstm → 3 lstm");
        assertThat(rows.get(EveryKind.SKIP).kind()).isEqualTo("skip, not counted, 3 lstm → 4 add");
        assertThat(rows.get(EveryKind.SKIP).detail()).isEqualTo("6 fixed links");
        assertThat(rows.get(EveryKind.BLOCK).detail()).isEqualTo("attention");
        assertThat(rows.get(EveryKind.LAST).detail()).isEqualTo("12 links");
    }
}
