package org.cntexplorer.app.study;

import java.util.List;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.cntexplorer.study.FileNamePattern.Caught;

/** The files of a study to be, with the text of their labels marked in their names, and what is not part of it with the reason. */
public final class PreviewTable {
    private static final double ROW = 28;
    private static final double LABEL = 96;

    private final Label title = new Label("What is found");
    private final Label count = new Label();
    private final TableView<PreviewRow> table = new TableView<>();
    private final TableColumn<PreviewRow, PreviewRow> name = new TableColumn<>("File");
    private final VBox root;
    private List<String> labels = List.of();

    public PreviewTable() {
        title.getStyleClass().add("section-title");
        count.setId("study-caught");
        count.getStyleClass().add("section-note");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(title, gap, count);
        head.getStyleClass().add("section");
        head.setAlignment(Pos.CENTER_LEFT);
        table.setId("study-preview");
        table.setAccessibleText("Files of the study and their labels");
        table.setFixedCellSize(ROW);
        table.setPlaceholder(new Label("Choose the folder with the models: what is found in it is shown here"));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        name.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        name.setCellFactory(column -> new NameCell());
        name.setSortable(false);
        name.setReorderable(false);
        name.setMinWidth(160);
        name.setPrefWidth(420);
        table.getColumns().setAll(List.of(name));
        table.setRowFactory(view -> new Row());
        VBox.setVgrow(table, Priority.ALWAYS);
        Label reason = new Label();
        reason.setId("study-preview-reason");
        reason.setWrapText(true);
        reason.setMinHeight(Region.USE_PREF_SIZE);
        reason.textProperty().bind(table.getSelectionModel().selectedItemProperty().map(PreviewRow::reason).orElse(""));
        HBox foot = new HBox(reason);
        foot.getStyleClass().add("figure-foot");
        foot.managedProperty().bind(reason.textProperty().isNotEmpty());
        foot.visibleProperty().bind(foot.managedProperty());
        root = new VBox(head, table, foot);
    }

    public Node root() {
        return root;
    }

    public void show(Trial trial) {
        count.setText(trial.count().isEmpty() ? "" : trial.count() + (trial.rows().size() >= Trial.SHOWN ? ", the first are shown" : ""));
        if (!labels.equals(trial.labels())) {
            labels = trial.labels();
            table.getColumns().setAll(List.of(name));
            labels.forEach(label -> table.getColumns().add(column(label)));
        }
        table.getItems().setAll(trial.rows());
    }

    private static TableColumn<PreviewRow, String> column(String label) {
        TableColumn<PreviewRow, String> column = new TableColumn<>();
        Label head = new Label(label);
        column.setGraphic(head);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue().text(label)));
        column.getStyleClass().add("number");
        column.setSortable(false);
        column.setReorderable(false);
        column.setPrefWidth(LABEL);
        column.setMinWidth(56);
        return column;
    }

    /** Muted where the file is no member, with the reason to read. */
    private static final class Row extends TableRow<PreviewRow> {
        private final Tooltip reason = new Tooltip();

        @Override
        protected void updateItem(PreviewRow row, boolean empty) {
            super.updateItem(row, empty);
            boolean out = !empty && row != null && !row.isMember();
            getStyleClass().remove("left-out");
            if (out) {
                getStyleClass().add("left-out");
                reason.setText(row.reason());
            }
            setTooltip(out ? reason : null);
            setAccessibleText(empty || row == null ? null : row.name() + ", " + (out ? row.reason() : row.labels().text()));
        }
    }

    /** A name with the caught texts marked. */
    private static final class NameCell extends TableCell<PreviewRow, PreviewRow> {
        private final HBox parts = new HBox();

        NameCell() {
            parts.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected void updateItem(PreviewRow row, boolean empty) {
            super.updateItem(row, empty);
            parts.getChildren().clear();
            setGraphic(empty || row == null ? null : parts);
            if (empty || row == null) {
                return;
            }
            int at = 0;
            for (Caught caught : row.caught()) {
                add(row.name().substring(at, caught.from()), "plain");
                add(row.name().substring(caught.from(), caught.to()), "caught");
                at = caught.to();
            }
            add(row.name().substring(at), "plain");
        }

        private void add(String text, String style) {
            if (!text.isEmpty()) {
                Label part = new Label(text);
                part.getStyleClass().add(style);
                boolean marked = style.equals("caught");
                part.setMinWidth(marked ? Region.USE_PREF_SIZE : 0);
                // the end of a path says more than its beginning
                part.setTextOverrun(parts.getChildren().isEmpty() ? OverrunStyle.LEADING_ELLIPSIS : OverrunStyle.ELLIPSIS);
                parts.getChildren().add(part);
            }
        }
    }
}
