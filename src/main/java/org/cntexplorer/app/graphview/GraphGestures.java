package org.cntexplorer.app.graphview;

import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.Cursor;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.cntexplorer.app.workspace.Place;
import org.cntexplorer.app.workspace.Selection;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.model.Neuron;

/**
 * The mouse and the trackpad: wheel zooms at the pointer, drag pans, click selects, Ctrl-click adds, Shift-drag selects by a rectangle, double
 * click opens the channel that is under it into its pixels, or closes it, and goes to anything else.
 */
final class GraphGestures {
    /** A press that moves less is a click. */
    private static final double CLICK = 4;
    /** Zoom for a pixel of scrolling: a notch of a wheel is 40. */
    private static final double WHEEL = 1.004;

    private final GraphCanvas graph;
    private final GraphHover hover;
    private final Selection selection;
    private final Region view;
    private final Rectangle band = new Rectangle();
    private Point2D pressed;
    private Point2D last;
    private boolean dragging;
    private boolean banding;

    GraphGestures(GraphCanvas graph, GraphHover hover, GraphViewModel model, Region view, Pane overlay) {
        Workspace workspace = model.workspace();
        this.graph = graph;
        this.hover = hover;
        this.selection = workspace.selection();
        this.view = view;
        band.getStyleClass().add("rubber-band");
        band.setId("rubber-band-area");
        band.setVisible(false);
        overlay.getChildren().add(band);
        view.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        view.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        view.addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
        view.addEventHandler(MouseEvent.MOUSE_MOVED, e -> hover.moveTo(e.getX(), e.getY()));
        view.addEventHandler(MouseEvent.MOUSE_EXITED, e -> hover.leave());
        view.addEventHandler(ScrollEvent.SCROLL, this::scroll);
        ChannelMenu menu = new ChannelMenu(graph, workspace, model.links());
        view.setOnContextMenuRequested(e -> menu.show(view, e));
        view.addEventHandler(MouseEvent.MOUSE_PRESSED, e -> menu.hide());
        view.setOnZoom(e -> graph.view().zoom(e.getZoomFactor(), e.getX(), e.getY()));
    }

    private void press(MouseEvent e) {
        view.requestFocus();
        if (e.getButton() == MouseButton.PRIMARY || e.getButton() == MouseButton.MIDDLE) {
            pressed = new Point2D(e.getX(), e.getY());
            last = pressed;
            dragging = false;
            banding = e.getButton() == MouseButton.PRIMARY && (e.isShiftDown() || graph.rubberBandProperty().get());
        }
    }

    private void drag(MouseEvent e) {
        if (pressed == null) {
            return;
        }
        Point2D now = new Point2D(e.getX(), e.getY());
        if (!dragging && pressed.distance(now) < CLICK) {
            return;
        }
        dragging = true;
        hover.leave();
        if (banding) {
            view.setCursor(Cursor.CROSSHAIR);
            band.setX(Math.min(pressed.getX(), now.getX()));
            band.setY(Math.min(pressed.getY(), now.getY()));
            band.setWidth(Math.abs(now.getX() - pressed.getX()));
            band.setHeight(Math.abs(now.getY() - pressed.getY()));
            band.setVisible(true);
        } else {
            view.setCursor(Cursor.CLOSED_HAND);
            graph.view().pan(now.getX() - last.getX(), now.getY() - last.getY());
        }
        last = now;
    }

    private void release(MouseEvent e) {
        if (pressed == null) {
            return;
        }
        view.setCursor(Cursor.DEFAULT);
        if (dragging && banding) {
            List<Neuron> inside = graph.neuronsIn(band.getBoundsInLocal());
            if (e.isShortcutDown() || e.isControlDown()) {
                selection.add(inside);
            } else {
                selection.set(inside);
            }
        } else if (!dragging && e.getButton() == MouseButton.PRIMARY) {
            click(e);
        }
        band.setVisible(false);
        pressed = null;
        dragging = false;
    }

    private void click(MouseEvent e) {
        boolean add = e.isShortcutDown() || e.isControlDown();
        graph.neuronAt(e.getX(), e.getY()).ifPresentOrElse(neuron -> {
            if (e.getClickCount() == 2) {
                graph.enter(neuron);
            } else if (add || e.isShiftDown()) {
                selection.toggle(neuron);
            } else {
                selection.set(neuron);
            }
        }, () -> {
            if (e.getClickCount() == 2) {
                graph.blockAt(e.getX(), e.getY()).ifPresentOrElse(block -> graph.reveal(new Place.OfLayer(block.layer())), graph.view()::fit);
            } else if (!add) {
                selection.clear();
            }
        });
    }

    private void scroll(ScrollEvent e) {
        if (e.isInertia() && !e.isControlDown() && e.getTouchCount() == 0 && e.getDeltaY() == 0) {
            return;
        }
        if (e.isShiftDown() || Math.abs(e.getDeltaX()) > Math.abs(e.getDeltaY())) {
            // sideways: a trackpad's swipe, or Shift and the wheel, which some systems turn into it
            graph.view().pan(e.getDeltaX() != 0 ? e.getDeltaX() : e.getDeltaY(), 0);
        } else if (e.getDeltaY() != 0) {
            graph.view().zoom(Math.pow(WHEEL, Math.clamp(e.getDeltaY(), -400, 400)), e.getX(), e.getY());
        }
        e.consume();
    }
}
