package org.cntexplorer.app.inspector;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.PseudoClass;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import org.cntexplorer.app.widget.CopyableNumber;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.app.workspace.Pointed;

/** Gives the table of links its columns: the other neuron, the weight, and the weight as a bar. A row jumps to the other neuron. */
final class LinkTable {
    private static final double ROW = 25;
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    private final TableView<LinkRow> table;
    private static final PseudoClass POINTED = PseudoClass.getPseudoClass("pointed");

    private final Consumer<LinkRow> onJump;
    private final ObjectProperty<Optional<Pointed>> pointed;
    private NumberText text = new NumberText(2);

    /**
     * @param pointed what the pointer is on: rows say it, and show it
     * @param onJump told of the link whose other neuron is to be gone to
     */
    LinkTable(TableView<LinkRow> table, ObjectProperty<Optional<Pointed>> pointed, Consumer<LinkRow> onJump) {
        this.table = table;
        this.pointed = pointed;
        this.onJump = onJump;
        table.setFixedCellSize(ROW);
        table.setPlaceholder(new Label());
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        table.getColumns().add(column("Neuron", 150, NameCell::new));
        TableColumn<LinkRow, LinkRow> weight = column("Weight", 90, WeightCell::new);
        weight.getStyleClass().add("number");
        weight.setSortable(true);
        weight.setComparator((a, b) -> Float.compare(a.weight(), b.weight()));
        table.getColumns().add(weight);
        table.getColumns().add(column("", 110, BarCell::new));
        table.setRowFactory(t -> row());
        table.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        table.focusedProperty().addListener((p, was, is) -> {
            if (!is) {
                pointed.set(Optional.empty());
            }
        });
        // who walks through the rows by keys sees them in the graph as well
        table.getSelectionModel().selectedItemProperty().addListener((p, was, is) -> {
            if (table.isFocused()) {
                pointed.set(Optional.ofNullable(is).map(link -> Pointed.at(link.other(), link.link())));
            }
        });
    }

    private static TableColumn<LinkRow, LinkRow> column(String title, double width, Supplier<TableCell<LinkRow, LinkRow>> cell) {
        TableColumn<LinkRow, LinkRow> column = new TableColumn<>(title);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(c -> cell.get());
        column.setSortable(false);
        column.setReorderable(false);
        column.setPrefWidth(width);
        return column;
    }

    private TableRow<LinkRow> row() {
        TableRow<LinkRow> row = new TableRow<>();
        Tooltip tooltip = new Tooltip();
        row.itemProperty().subscribe(link -> {
            row.setTooltip(link == null ? null : tooltip);
            if (link != null) {
                tooltip.setText(link.name() + ", w = " + NumberText.exact(link.weight()) + "\n" + link.through() + "\nClick to go there");
            }
        });
        Runnable mark = () -> row.pseudoClassStateChanged(POINTED, row.getItem() != null && pointed.get().filter(row.getItem()::isAt).isPresent());
        row.itemProperty().subscribe(mark);
        pointed.addListener((p, was, is) -> mark.run());
        row.hoverProperty().addListener((p, was, is) -> {
            if (row.getItem() != null) {
                pointed.set(is ? Optional.of(Pointed.at(row.getItem().other(), row.getItem().link())) : Optional.empty());
            }
        });
        row.setOnMouseClicked(e -> {
            if (row.getItem() != null && e.getButton() == MouseButton.PRIMARY) {
                onJump.accept(row.getItem());
            }
        });
        return row;
    }

    private void key(KeyEvent event) {
        LinkRow chosen = table.getSelectionModel().getSelectedItem();
        if (event.getCode() == KeyCode.ENTER && chosen != null) {
            event.consume();
            onJump.accept(chosen);
        } else if (COPY.match(event)) {
            event.consume();
            StringBuilder tsv = new StringBuilder("Layer\tNeuron\tName\tWeight\n");
            table.getItems().forEach(link -> tsv.append(link.other().layer()).append('\t').append(link.other().index()).append('\t')
                    .append(link.name()).append('\t').append(link.weight()).append('\n'));
            CopyableNumber.copy(tsv.toString());
        }
    }

    void show(List<LinkRow> links) {
        text = NumberText.ofColumn(links.stream().mapToDouble(LinkRow::weight));
        table.getItems().setAll(links);
        table.sort();
        table.scrollTo(0);
    }

    private static final class NameCell extends TableCell<LinkRow, LinkRow> {
        @Override
        protected void updateItem(LinkRow link, boolean empty) {
            super.updateItem(link, empty);
            setText(empty || link == null ? null : link.name());
        }
    }

    private final class WeightCell extends TableCell<LinkRow, LinkRow> {
        @Override
        protected void updateItem(LinkRow link, boolean empty) {
            super.updateItem(link, empty);
            setText(empty || link == null ? null : text.of(link.weight()));
        }
    }

    private static final class BarCell extends TableCell<LinkRow, LinkRow> {
        private final LinkBar bar = new LinkBar();

        BarCell() {
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        }

        @Override
        protected void updateItem(LinkRow link, boolean empty) {
            super.updateItem(link, empty);
            setGraphic(empty || link == null ? null : bar);
            if (link != null) {
                bar.show(Math.copySign(link.share(), link.weight()));
            }
        }
    }
}
