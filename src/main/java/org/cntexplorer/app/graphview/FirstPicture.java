package org.cntexplorer.app.graphview;

import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.scene.Node;
import javafx.util.Duration;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.graph.LayoutChoice;

/**
 * Lets a model's first picture, of its neurons, go before the search for its links: both take all processors, and the picture is waited for.
 */
final class FirstPicture {
    /** After the numbers; where there is no picture then, it is not for the links that it has to wait. */
    private static final Duration LONGEST = Duration.seconds(2);

    private final Workspace workspace;
    private final Node canvas;
    private final PauseTransition late = new PauseTransition(LONGEST);

    /** @param picture whether something of the graph is seen */
    FirstPicture(Workspace workspace, Node canvas, ReadOnlyBooleanProperty picture) {
        this.workspace = workspace;
        this.canvas = canvas;
        late.setOnFinished(e -> workspace.releaseLinks());
        workspace.networkProperty().addListener((p, was, is) -> hold());
        workspace.numbersProperty().addListener((p, was, is) -> {
            if (is != null && !picture.get()) {
                late.playFromStart();
            }
        });
        picture.addListener((p, was, is) -> {
            if (is) {
                late.stop();
                workspace.releaseLinks();
            }
        });
    }

    private void hold() {
        if (workspace.isStepping()) {
            return;
        }
        late.stop();
        boolean seen = canvas.getScene() != null && canvas.getScene().getWindow() != null && canvas.getScene().getWindow().isShowing();
        // places by forces are those of the links
        if (workspace.network() != null && seen && workspace.view().layoutProperty().get().kind() != LayoutChoice.Kind.FORCE) {
            workspace.holdLinks();
        }
    }
}
