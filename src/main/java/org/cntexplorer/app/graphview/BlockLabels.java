package org.cntexplorer.app.graphview;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.graph.LinkRoutes;
import org.cntexplorer.model.Block;
import org.cntexplorer.model.Connection;

/** What blocks between layers are, written on their bands. They follow the camera. */
final class BlockLabels {
    private record Band(LayerBlock source, LayerBlock target, Label label, double wide, double tall) {}

    private final Pane pane;
    private final List<Band> bands = new ArrayList<>();

    BlockLabels(Pane pane) {
        this.pane = pane;
    }

    /** @param scene whose blocks are labelled, or null for none */
    void show(GraphScene scene) {
        bands.forEach(band -> pane.getChildren().remove(band.label()));
        bands.clear();
        if (scene == null) {
            return;
        }
        for (Connection connection : scene.network().connections()) {
            if (connection instanceof Block block && scene.layout().routes().isBand(block.index())) {
                Label label = new Label(scene.blockWord(block));
                label.getStyleClass().add("graph-block");
                label.setId("block-" + block.index());
                label.setManaged(false);
                label.setMouseTransparent(true);
                pane.getChildren().add(label);
                label.applyCss();
                bands.add(new Band(scene.layout().block(block.from()), scene.layout().block(block.to()), label, Math.ceil(label.prefWidth(-1)) + 1,
                        Math.ceil(label.prefHeight(-1))));
            }
        }
    }

    /** Along the band, upright where there is more room so, hidden where there is none. */
    void follow(Viewpoint viewpoint, double width, double height) {
        for (Band band : bands) {
            LinkRoutes.Sides sides = LinkRoutes.Sides.of(band.source(), band.target());
            double room = (sides.right() - sides.left()) * viewpoint.scale();
            double tall = Math.min(band.source().height(), band.target().height()) * viewpoint.scale();
            boolean upright = band.wide() + 6 > room;
            double x = viewpoint.toScreenX((sides.source() + sides.target()) / 2, width);
            double y = viewpoint.toScreenY((band.source().centreY() + band.target().centreY()) / 2, height);
            band.label().resize(band.wide(), band.tall());
            band.label().setRotate(upright ? -90 : 0);
            band.label().relocate(Math.round(x - band.wide() / 2), Math.round(y - band.tall() / 2));
            band.label().setVisible(!upright || band.wide() < tall && band.tall() < room);
        }
    }
}
