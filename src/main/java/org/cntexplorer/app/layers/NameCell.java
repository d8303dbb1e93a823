package org.cntexplorer.app.layers;

import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.app.workspace.Place;

/** The name, a layer's after its number, and the size below, or in its place a warning where numbers are not finite. */
final class NameCell extends TableCell<Row, Row> {
    private final Label name = new Label();
    private final Label detail = new Label();
    private final Label number = new Label();
    private final VBox box = new VBox(1, new HBox(5, number, name), detail);
    private final Tooltip tooltip = new Tooltip();

    NameCell() {
        name.getStyleClass().add("name");
        // names of one model begin alike, and end as they differ
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        number.getStyleClass().add("number");
        number.setMinWidth(Region.USE_PREF_SIZE);
        box.getStyleClass().add("row-name");
        box.setAlignment(Pos.CENTER_LEFT);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    }

    @Override
    protected void updateItem(Row row, boolean empty) {
        super.updateItem(row, empty);
        if (empty || row == null) {
            setGraphic(null);
            setAccessibleText(null);
            setTooltip(null);
            return;
        }
        boolean finite = row.nonFinite() == 0;
        number.setText(row.place() instanceof Place.OfLayer ? Integer.toString(row.index()) : "");
        number.setManaged(!number.getText().isEmpty());
        name.setText(row.name());
        detail.setText(finite ? row.detail() : NumberText.count(row.nonFinite()) + " NaN or ∞");
        detail.getStyleClass().setAll("label", finite ? "detail" : "non-finite");
        tooltip.setText(row.index() + "  " + row.name() + "\n" + row.kind() + "\n" + (row.place() instanceof Place.OfLayer ? row.detail() : NumberText.count(row.count()) + " links")
                + (finite ? "" : "\n" + NumberText.count(row.nonFinite()) + " numbers are NaN or infinite and are left out of this row"));
        setTooltip(tooltip);
        setAccessibleText((number.getText() + " " + row.name() + ", " + row.kind() + ", " + detail.getText()).strip());
        setGraphic(box);
    }
}
