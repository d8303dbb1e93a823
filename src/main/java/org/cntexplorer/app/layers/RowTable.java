package org.cntexplorer.app.layers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.SortedList;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import org.cntexplorer.app.widget.CopyableNumber;
import org.cntexplorer.figure.Palette;

/** Gives a table its columns: as many as find room. What has no column of its own stands within other cells, but for the mean. */
final class RowTable {
    private static final double ROW = 40;
    private static final double HEADER = 29;
    /** Where the ring of the focus is. */
    private static final double EDGES = 4;
    /** From this width on, all columns find room. */
    private static final double WIDE = 470;
    /** From this width on, the mean finds room too. */
    private static final double MEDIUM = 276;
    /** Columns of numbers that a table of medium width shows; a narrow one only the second. */
    private static final int ALWAYS = 2;
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    private final TableView<Row> table;
    private final String first;
    private final List<NumberColumn> numbers;
    private final Consumer<Row> onChosen;
    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    private boolean replacing;
    private Row chosenBeforePress;

    /**
     * @param first title of the first column
     * @param onChosen told of the row that a person chose, also where it was chosen already
     */
    RowTable(TableView<Row> table, String first, List<NumberColumn> numbers, ObservableValue<Palette> palette, Consumer<Row> onChosen) {
        this.table = table;
        this.first = first;
        this.numbers = numbers;
        this.onChosen = onChosen;
        table.setFixedCellSize(ROW);
        table.setPlaceholder(new Label());
        table.getColumns().add(rowColumn(first, 96, Comparator.comparingInt(Row::index), NameCell::new));
        table.getColumns().add(rowColumn("Histogram", 80, null, () -> new HistogramCell(palette)));
        List<TableColumn<Row, Number>> made = numbers.stream().map(this::numberColumn).toList();
        table.getColumns().addAll(made);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        made.getFirst().visibleProperty().bind(table.widthProperty().greaterThanOrEqualTo(MEDIUM));
        made.subList(ALWAYS, made.size())
                .forEach(column -> column.visibleProperty().bind(table.widthProperty().greaterThanOrEqualTo(WIDE)));
        SortedList<Row> sorted = new SortedList<>(rows);
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        choosing();
        keys();
    }

    private static TableColumn<Row, Row> rowColumn(String title, double width, Comparator<Row> order, Supplier<TableCell<Row, Row>> cell) {
        TableColumn<Row, Row> column = new TableColumn<>(title);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(c -> cell.get());
        column.setSortable(order != null);
        column.setComparator(order);
        column.setPrefWidth(width);
        column.setMinWidth(60);
        column.setReorderable(false);
        return column;
    }

    private TableColumn<Row, Number> numberColumn(NumberColumn of) {
        TableColumn<Row, Number> column = new TableColumn<>(of.title());
        Label title = new Label(of.title());
        title.setTooltip(new Tooltip(of.help()));
        column.setGraphic(title);
        column.getStyleClass().add("number");
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(of.value().applyAsDouble(row.getValue())));
        column.setCellFactory(c -> new NumberCell(of, rows));
        column.setPrefWidth(59);
        column.setMinWidth(46);
        column.setReorderable(false);
        return column;
    }

    /** Other rows in the place of these. The chosen row stays chosen where there is one in its place, and the order stays. */
    void show(List<Row> next) {
        Row chosen = table.getSelectionModel().getSelectedItem();
        replacing = true;
        rows.setAll(next);
        table.setPrefHeight(EDGES + HEADER + ROW * Math.max(1, next.size()));
        table.getSelectionModel().clearSelection();
        next.stream().filter(row -> chosen != null && row.place().equals(chosen.place()) && row.name().equals(chosen.name())).findFirst()
                // a layer that went elsewhere in a chain stays chosen there
                .or(() -> next.stream().filter(row -> chosen != null && row.name().equals(chosen.name())).findFirst())
                .ifPresent(table.getSelectionModel()::select);
        replacing = false;
    }

    /** Another pane has chosen what a row stands for: it is marked, and nobody is told. @param index the row's own, or −1 for none */
    void mark(int index) {
        replacing = true;
        table.getSelectionModel().clearSelection();
        table.getItems().stream().filter(row -> row.index() == index).findFirst().ifPresent(row -> {
            table.getSelectionModel().select(row);
            if (!isSeen(index)) {
                table.scrollTo(row);
            }
        });
        replacing = false;
    }

    private boolean isSeen(int index) {
        return table.lookupAll(".table-row-cell").stream().map(node -> (TableRow<?>) node)
                .anyMatch(cell -> cell.isVisible() && cell.getItem() instanceof Row row && row.index() == index
                        && cell.getBoundsInParent().getMinY() >= 0 && cell.getBoundsInParent().getMaxY() <= table.getHeight() - HEADER);
    }

    /** No row is chosen any more. */
    void unchoose() {
        table.getSelectionModel().clearSelection();
    }

    private void choosing() {
        table.getSelectionModel().selectedItemProperty().addListener((p, was, is) -> {
            if (is != null && !replacing) {
                onChosen.accept(is);
            }
        });
        table.setRowFactory(t -> {
            TableRow<Row> row = new TableRow<>();
            row.addEventFilter(MouseEvent.MOUSE_PRESSED, e -> chosenBeforePress = table.getSelectionModel().getSelectedItem());
            row.setOnMouseClicked(e -> {
                if (row.getItem() != null && Objects.equals(row.getItem(), chosenBeforePress)) {
                    onChosen.accept(row.getItem());
                }
            });
            return row;
        });
    }

    private void keys() {
        MenuItem copy = new MenuItem("Copy table (Ctrl+C)");
        copy.setOnAction(e -> copy());
        table.setContextMenu(new ContextMenu(copy));
        table.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            Row chosen = table.getSelectionModel().getSelectedItem();
            if (COPY.match(event)) {
                copy();
                event.consume();
            } else if (event.getCode() == KeyCode.ENTER && chosen != null) {
                onChosen.accept(chosen);
                event.consume();
            }
        });
    }

    private void copy() {
        CopyableNumber.copy(tsv());
    }

    /** The whole table as it is sorted, with every digit, separated by tabs. */
    private String tsv() {
        List<String> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("Number", first, "Kind"));
        numbers.forEach(column -> head.add(column.title()));
        head.add("Not finite");
        lines.add(String.join("\t", head));
        for (Row row : table.getItems()) {
            List<String> cells = new ArrayList<>(List.of(Integer.toString(row.index()), row.name(), row.kind()));
            numbers.forEach(column -> cells.add(column.exact(row)));
            cells.add(Long.toString(row.nonFinite()));
            lines.add(String.join("\t", cells));
        }
        return String.join("\n", lines) + "\n";
    }
}
