package org.cntexplorer.app.layers;

import javafx.beans.value.ObservableValue;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.cntexplorer.app.widget.HistogramView;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.model.Moments;

/** The histogram, with the least and the greatest number below its ends. */
final class HistogramCell extends TableCell<Row, Row> {
    private static final double BARS = 20;

    private final HistogramView histogram = new HistogramView();
    private final Label min = new Label();
    private final Label max = new Label();
    private final VBox box;

    HistogramCell(ObservableValue<Palette> palette) {
        histogram.paletteProperty().bind(palette);
        histogram.setPrefHeight(BARS);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        box = new VBox(0, histogram, new HBox(min, gap, max));
        box.getStyleClass().add("row-histogram");
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    }

    @Override
    protected void updateItem(Row row, boolean empty) {
        super.updateItem(row, empty);
        if (empty || row == null || row.distribution().isEmpty()) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        Moments moments = row.distribution().get().moments();
        NumberText text = new NumberText(Math.max(Math.abs(moments.min()), Math.abs(moments.max())) >= 10 ? 1 : 2);
        histogram.histogramProperty().set(row.distribution().get().histogram());
        min.setText(moments.n() == 0 ? "" : text.of(moments.min()));
        max.setText(moments.n() == 0 ? "" : text.of(moments.max()));
        setAccessibleText(moments.n() == 0 ? "No numbers" : "From " + min.getText() + " to " + max.getText());
        setGraphic(box);
    }
}
