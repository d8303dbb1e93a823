package org.cntexplorer.app.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.SortedList;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.cntexplorer.app.widget.CopyableNumber;
import org.cntexplorer.app.widget.NumberText;

/** A table of a name and numbers that can be sorted by each of them. Copies itself with every digit. */
final class DifferenceTable<R> {
    private static final double ROW = 26;
    /** So many rows say how many decimals a column needs. */
    private static final int MEASURED = 200;
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    /** A column of numbers, which are written alike. */
    private static final class Numbers<R> {
        private final String title;
        private final ToDoubleFunction<R> value;
        private NumberText text = NumberText.ofColumn(DoubleStream.empty());

        Numbers(String title, ToDoubleFunction<R> value) {
            this.title = title;
            this.value = value;
        }
    }

    private final TableView<R> table = new TableView<>();
    private final ObservableList<R> rows = FXCollections.observableArrayList();
    private final Function<R, String> name;
    private final String first;
    private final List<Numbers<R>> numbers = new ArrayList<>();

    /** @param order of the rows by what the first column says */
    DifferenceTable(String id, String says, String first, Function<R, String> name, Comparator<R> order) {
        this.first = first;
        this.name = name;
        table.setId(id);
        table.setAccessibleText(says);
        table.setFixedCellSize(ROW);
        table.setPlaceholder(new Label());
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        TableColumn<R, R> column = new TableColumn<>(first);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(c -> new TableCell<>() {
            private final Tooltip whole = new Tooltip();

            @Override
            protected void updateItem(R row, boolean empty) {
                super.updateItem(row, empty);
                setText(empty || row == null ? null : name.apply(row));
                whole.setText(getText());
                setTooltip(getText() == null ? null : whole);
            }
        });
        column.setComparator(order);
        column.setPrefWidth(140);
        column.setMinWidth(60);
        column.setReorderable(false);
        table.getColumns().add(column);
        SortedList<R> sorted = new SortedList<>(rows);
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        table.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (COPY.match(event)) {
                CopyableNumber.copy(tsv());
                event.consume();
            }
        });
    }

    /**
     * One more column.
     *
     * @param help one sentence, for the tooltip
     * @param bySize whether what is sorted by is the magnitude
     */
    DifferenceTable<R> with(String title, String help, boolean bySize, ToDoubleFunction<R> value) {
        TableColumn<R, Number> column = new TableColumn<>();
        Label label = new Label(title);
        label.setTooltip(new Tooltip(help));
        column.setGraphic(label);
        column.getStyleClass().add("number");
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.applyAsDouble(row.getValue())));
        Numbers<R> of = new Numbers<>(title, value);
        column.setCellFactory(c -> new NumberCell(of));
        column.setComparator(Comparator.comparingDouble(number -> order(number.doubleValue(), bySize)));
        column.setPrefWidth(40 + 8.0 * title.length());
        column.setMinWidth(52);
        column.setReorderable(false);
        table.getColumns().add(column);
        numbers.add(of);
        return this;
    }

    /** What is no number stands before all numbers. */
    private static double order(double number, boolean bySize) {
        return Double.isNaN(number) ? Double.NEGATIVE_INFINITY : bySize ? Math.abs(number) : number;
    }

    private final class NumberCell extends TableCell<R, Number> {
        private final Numbers<R> column;
        private final Tooltip tooltip = new Tooltip();

        NumberCell(Numbers<R> column) {
            this.column = column;
        }

        @Override
        protected void updateItem(Number number, boolean empty) {
            super.updateItem(number, empty);
            if (empty || number == null) {
                setText(null);
                setTooltip(null);
                return;
            }
            setText(Double.isNaN(number.doubleValue()) ? "–" : column.text.of(number.doubleValue()));
            tooltip.setText(NumberText.exact(number.doubleValue()));
            setTooltip(tooltip);
        }
    }

    TableView<R> view() {
        return table;
    }

    void show(List<R> next) {
        numbers.forEach(column -> column.text = NumberText.ofColumn(next.stream().mapToDouble(column.value).limit(MEASURED)));
        rows.setAll(next);
    }

    /** Sorts by a column, the largest first. */
    void sortBy(int column) {
        TableColumn<R, ?> by = table.getColumns().get(column);
        by.setSortType(TableColumn.SortType.DESCENDING);
        table.getSortOrder().setAll(List.of(by));
    }

    /** The table as it is sorted, separated by tabs. */
    private String tsv() {
        StringBuilder text = new StringBuilder(first);
        numbers.forEach(column -> text.append('\t').append(column.title));
        for (R row : table.getItems()) {
            text.append('\n').append(name.apply(row));
            numbers.forEach(column -> text.append('\t').append(column.value.applyAsDouble(row)));
        }
        return text.append('\n').toString();
    }
}
