package org.cntexplorer.app;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.StackPane;

/** Lets a model, a session or a study be dropped anywhere on the window, and shows that it can be while one is dragged over it. */
final class DropTarget {
    private final StackPane highlight = new StackPane(new Label("Drop a model, a session, or a folder with the models of a study to open it"));
    private final Consumer<Path> open;

    DropTarget(Consumer<Path> open) {
        this.open = open;
        highlight.setId("drop-highlight");
        highlight.getStyleClass().add("drop-highlight");
        highlight.setMouseTransparent(true);
        highlight.setVisible(false);
    }

    /** The highlight, to lie above everything else. */
    Node highlight() {
        return highlight;
    }

    void listenTo(Scene scene) {
        scene.setOnDragOver(event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY_OR_MOVE);
                highlight.setVisible(true);
                event.consume();
            }
        });
        scene.setOnDragExited(event -> highlight.setVisible(false));
        scene.setOnDragDropped(this::drop);
    }

    private void drop(DragEvent event) {
        Dragboard board = event.getDragboard();
        List<File> files = board.hasFiles() ? board.getFiles() : List.of();
        highlight.setVisible(false);
        event.setDropCompleted(!files.isEmpty());
        event.consume();
        if (!files.isEmpty()) {
            open.accept(files.getFirst().toPath());
        }
    }
}
