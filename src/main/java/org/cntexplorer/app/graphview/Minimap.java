package org.cntexplorer.app.graphview;

import java.nio.IntBuffer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.graph.GraphLayout;

/**
 * The whole graph, small, with a frame around what of it is seen. It is there while not all is seen, and there is room; a click or a drag moves the view. Its
 * picture is drawn in the background, once for every drawing.
 */
final class Minimap {
    private static final double WIDEST = 200;
    private static final double TALLEST = 130;
    /** Around the layout, in pixels. */
    private static final double MARGIN = 6;
    /** The legend is below it. */
    private static final double ABOVE_LEGEND = 66;
    /** Twice as sharp as most screens, so that it looks right on all. */
    private static final int SHARP = 2;
    private static final double LEAST_FRAME = 4;
    /** So much of what is seen an arrow key goes on. */
    private static final double KEY_STEP = 0.25;

    private final Workspace workspace;
    private final ViewMotion view;
    private final Pane root = new Pane();
    private final ImageView picture = new ImageView();
    private final Rectangle frame = new Rectangle();
    private final Region ring = new Region();
    private final Painter painter = new Painter(1);
    private Drawing drawing;
    private Drawing drawn;
    private TaskExecutor.Handle drawingTask = TaskExecutor.Handle.NONE;
    private double scale = 1;
    private double left;
    private double top;

    Minimap(Workspace workspace, ViewMotion view, StackPane canvas) {
        this.workspace = workspace;
        this.view = view;
        root.setId("minimap");
        root.getStyleClass().add("minimap");
        root.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        root.setAccessibleText("The whole graph, with a frame around what is seen; arrow keys or a click move the view");
        root.setCursor(Cursor.HAND);
        root.setFocusTraversable(true);
        root.setVisible(false);
        frame.setId("minimap-frame");
        frame.getStyleClass().add("frame");
        ring.getStyleClass().add("focus-ring");
        ring.setMouseTransparent(true);
        ring.setManaged(false);
        root.getChildren().addAll(picture, frame, ring);
        StackPane.setAlignment(root, Pos.BOTTOM_RIGHT);
        StackPane.setMargin(root, new Insets(0, 14, ABOVE_LEGEND, 0));
        canvas.getChildren().add(root);
        root.addEventHandler(MouseEvent.ANY, this::mouse);
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        workspace.view().minimapProperty().addListener((p, was, is) -> follow());
    }

    /** @param next what is drawn, or null for nothing */
    void show(Drawing next) {
        drawing = next;
        if (next == null) {
            root.setVisible(false);
            drawn = null;
            picture.setImage(null);
            return;
        }
        GraphLayout layout = next.scene().layout();
        scale = Math.min((WIDEST - 2 * MARGIN) / Math.max(layout.width(), 1), (TALLEST - 2 * MARGIN) / Math.max(layout.height(), 1));
        double width = Math.ceil(layout.width() * scale + 2 * MARGIN);
        double height = Math.ceil(layout.height() * scale + 2 * MARGIN);
        left = -MARGIN / scale;
        top = -MARGIN / scale;
        root.setMinSize(width, height);
        root.setMaxSize(width, height);
        root.setClip(new Rectangle(width, height));
        ring.resize(width, height);
        follow();
    }

    /** The camera has moved. */
    void follow() {
        GraphStage stage = view.stage();
        if (drawing == null || stage == null || stage.layout() != drawing.scene().layout()) {
            root.setVisible(false);
            return;
        }
        Viewpoint viewpoint = stage.viewpoint();
        double seenWidth = stage.view().getWidth() / viewpoint.scale();
        double seenHeight = stage.view().getHeight() / viewpoint.scale();
        double seenLeft = viewpoint.centreX() - seenWidth / 2;
        double seenTop = viewpoint.centreY() - seenHeight / 2;
        GraphLayout layout = stage.layout();
        boolean all = seenLeft <= 0 && seenTop <= 0 && seenLeft + seenWidth >= layout.width() && seenTop + seenHeight >= layout.height();
        boolean room = stage.view().getWidth() >= 2 * WIDEST && stage.view().getHeight() >= 2 * TALLEST;
        root.setVisible(workspace.view().minimapProperty().get() && room && !all);
        if (root.isVisible()) {
            double width = Math.max(LEAST_FRAME, seenWidth * scale);
            double height = Math.max(LEAST_FRAME, seenHeight * scale);
            frame.setX((viewpoint.centreX() - left) * scale - width / 2);
            frame.setY((viewpoint.centreY() - top) * scale - height / 2);
            frame.setWidth(width);
            frame.setHeight(height);
            draw();
        }
    }

    private void draw() {
        if (drawn == drawing) {
            return;
        }
        drawingTask.cancel();
        drawn = drawing;
        Drawing shown = drawing;
        int width = (int) (root.getMaxWidth() * SHARP);
        int height = (int) (root.getMaxHeight() * SHARP);
        // the least zoom makes the thinnest lines
        Painter.Frame whole = new Painter.Frame(left, top, scale * SHARP, 1, 0, width, height);
        drawingTask = workspace.executor().submit(new BackgroundTask<>("Draw the map of " + shown.scene().network().name(), progress -> {
            int[] pixels = new int[width * height];
            painter.paint(shown, Detail.NONE, whole, pixels, progress::cancelled);
            return new WritableImage(new PixelBuffer<>(width, height, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance()));
        }, image -> {
            picture.setImage(image);
            picture.setFitWidth(width / (double) SHARP);
            picture.setFitHeight(height / (double) SHARP);
        }, workspace::fail));
    }

    private void key(KeyEvent e) {
        GraphStage stage = view.stage();
        if (stage == null || e.isShortcutDown() || e.isAltDown() || e.isShiftDown()) {
            return;
        }
        double dx = KEY_STEP * stage.view().getWidth();
        double dy = KEY_STEP * stage.view().getHeight();
        boolean known = true;
        switch (e.getCode()) {
            case LEFT -> view.pan(dx, 0);
            case RIGHT -> view.pan(-dx, 0);
            case UP -> view.pan(0, dy);
            case DOWN -> view.pan(0, -dy);
            default -> known = false;
        }
        if (known) {
            // they would walk from neuron to neuron
            e.consume();
        }
    }

    private void mouse(MouseEvent e) {
        if (e.getButton() == MouseButton.PRIMARY && (e.getEventType() == MouseEvent.MOUSE_PRESSED || e.getEventType() == MouseEvent.MOUSE_DRAGGED)) {
            GraphLayout layout = drawing.scene().layout();
            double x = Math.clamp(e.getX() / scale + left, 0, layout.width());
            double y = Math.clamp(e.getY() / scale + top, 0, layout.height());
            Viewpoint now = view.stage().viewpoint();
            view.pan((now.centreX() - x) * now.scale(), (now.centreY() - y) * now.scale());
        }
        // what is done to the map is not done to the graph behind it
        e.consume();
    }
}
