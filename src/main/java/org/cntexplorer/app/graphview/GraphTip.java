package org.cntexplorer.app.graphview;

import javafx.scene.control.Label;
import javafx.scene.layout.Pane;

/** The line beside the pointer that names what is under it. */
final class GraphTip {
    private static final double AWAY = 14;

    private final Label label = new Label();

    GraphTip(Pane overlay) {
        label.getStyleClass().add("graph-tip");
        label.setId("graph-tip");
        label.setVisible(false);
        label.setViewOrder(-1);
        overlay.getChildren().add(label);
    }

    /** Beside (x, y), on the side where there is room. */
    void show(String text, double x, double y, double width, double height) {
        label.setText(text);
        label.applyCss();
        label.autosize();
        double left = x + AWAY + label.getWidth() > width ? x - AWAY - label.getWidth() : x + AWAY;
        double top = y + AWAY + label.getHeight() > height ? y - AWAY - label.getHeight() : y + AWAY;
        label.relocate(Math.round(Math.max(2, left)), Math.round(Math.max(2, top)));
        label.setVisible(true);
    }

    void hide() {
        label.setVisible(false);
    }
}
