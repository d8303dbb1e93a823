package org.cntexplorer.app.layers;

import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableView;
import javafx.scene.layout.VBox;
import org.cntexplorer.app.widget.Fxml;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.figure.Palette;

/** The left of the window: tables of the layers and of the connections, with their numbers and histograms. */
public final class LayersPane {
    private static final double LAYERS_SHARE = 0.45;

    @FXML private VBox root;
    @FXML private MenuButton inferred;
    @FXML private TableView<Row> layers;
    @FXML private TableView<Row> connections;

    private final LayersViewModel model;
    private final ObjectProperty<Palette> palette = new SimpleObjectProperty<>(this, "palette", Palette.LIGHT);
    private RowTable layerRows;
    private RowTable connectionRows;

    public LayersPane(Workspace workspace) {
        this.model = new LayersViewModel(workspace);
        Fxml.load(this, "layers.fxml");
    }

    @FXML
    private void initialize() {
        layerRows = new RowTable(layers, "Layer", NumberColumn.ofLayers(), palette, row -> {
            connectionRows.unchoose();
            model.choose(row);
        });
        connectionRows = new RowTable(connections, "Connection", NumberColumn.ofConnections(), palette, row -> {
            layerRows.unchoose();
            model.choose(row);
        });
        // many connections leave the layers as much room as they take themselves
        layers.minHeightProperty().bind(Bindings.min(layers.prefHeightProperty(), root.heightProperty().multiply(LAYERS_SHARE)));
        model.layerProperty().addListener((p, was, is) -> {
            if (!model.isNamed()) {
                // the rows are still those of a network that gives way to another; the chosen one may be found in that
                return;
            }
            layerRows.mark(is.orElse(-1));
            if (is.isPresent()) {
                connectionRows.unchoose();
            }
        });
        ChainMenu chain = new ChainMenu(model, layers, inferred);
        model.rowsProperty().subscribe(rows -> {
            chain.show();
            layerRows.show(rows.layers());
            connectionRows.show(rows.connections());
        });
    }

    /** What is put into the window. */
    public Node root() {
        return root;
    }

    /** The colours of the histograms; the theme sets them. */
    public ObjectProperty<Palette> paletteProperty() {
        return palette;
    }
}
