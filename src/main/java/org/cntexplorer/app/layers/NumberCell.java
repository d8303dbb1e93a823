package org.cntexplorer.app.layers;

import java.util.List;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;

/** A number, aligned with the column's others; every digit in its tooltip. */
final class NumberCell extends TableCell<Row, Number> {
    private final NumberColumn column;
    private final List<Row> rows;
    private final Tooltip tooltip = new Tooltip();

    /** @param rows all rows of the table, now and later */
    NumberCell(NumberColumn column, List<Row> rows) {
        this.column = column;
        this.rows = rows;
    }

    @Override
    protected void updateItem(Number number, boolean empty) {
        super.updateItem(number, empty);
        Row row = empty || getTableRow() == null ? null : getTableRow().getItem();
        setText(row == null ? null : column.shown(row, rows));
        boolean exact = row != null && !column.whole() && row.distribution().isPresent() && !row.hasNone();
        if (exact) {
            tooltip.setText(row.name() + ": " + column.help() + " = " + column.exact(row));
        }
        setTooltip(exact ? tooltip : null);
    }
}
