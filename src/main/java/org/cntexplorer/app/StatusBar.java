package org.cntexplorer.app;

import atlantafx.base.controls.Popover;
import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.model.Network;
import org.kordamp.ikonli.javafx.FontIcon;

/** What is open, at the lower edge: file, format, sizes, the reader's warnings, and the tasks that run. */
final class StatusBar {
    private final Workspace workspace;
    private final Label file = new Label();
    private final Label format = new Label();
    private final Label sizes = new Label();
    private final Button warnings = new Button("", new FontIcon("fth-alert-triangle"));
    private final HBox root;

    StatusBar(Workspace workspace, Node tasks) {
        this.workspace = workspace;
        file.setId("status-file");
        file.getStyleClass().add(Styles.TEXT_BOLD);
        format.setId("status-format");
        format.getStyleClass().add("chip");
        format.setMinWidth(Region.USE_PREF_SIZE);
        sizes.setId("status-sizes");
        sizes.setMinWidth(Region.USE_PREF_SIZE);
        warnings.setId("status-warnings");
        warnings.getStyleClass().addAll(Styles.SMALL, Styles.FLAT, Styles.WARNING);
        warnings.setTooltip(new Tooltip("What the reader had to assume or leave out"));
        warnings.setMinWidth(Region.USE_PREF_SIZE);
        warnings.setOnAction(e -> showWarnings());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        root = new HBox(12, file, format, sizes, warnings, gap, tasks);
        root.setId("status-bar");
        root.setAlignment(Pos.CENTER_LEFT);
        root.getStyleClass().add("status-bar");
        workspace.networkProperty().subscribe(this::show);
    }

    Node root() {
        return root;
    }

    private void show(Network network) {
        boolean open = network != null;
        file.setText(open ? network.name() : "No model open");
        file.setTooltip(open && workspace.fileProperty().get() != null ? new Tooltip(workspace.fileProperty().get().toString()) : null);
        visible(format, open);
        visible(sizes, open);
        List<String> told = open ? network.warnings() : List.of();
        visible(warnings, !told.isEmpty());
        if (open) {
            format.setText(network.format());
            sizes.setText(String.join("  ·  ", count(network.layers().size(), "layer"), count(network.neurons(), "neuron"),
                    count(network.links(), "link"), count(network.parameters(), "parameter")));
            warnings.setText(told.size() == 1 ? "1 warning" : told.size() + " warnings");
        }
    }

    private static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }

    private static void visible(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }

    private void showWarnings() {
        VBox list = new VBox(8);
        list.getStyleClass().add("popover-content");
        for (String warning : workspace.network().warnings()) {
            Label line = new Label(warning);
            line.setWrapText(true);
            line.setMaxWidth(420);
            list.getChildren().add(line);
        }
        Popover popover = new Popover(list);
        popover.setTitle("Warnings of the reader");
        popover.setHeaderAlwaysVisible(true);
        popover.setDetachable(false);
        popover.setArrowLocation(Popover.ArrowLocation.BOTTOM_LEFT);
        popover.show(warnings);
    }
}
