package org.cntexplorer.app.graphview;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Paint;
import javafx.scene.paint.Stop;
import javafx.scene.shape.Rectangle;

/**
 * The legend's colour bar, along which a range is dragged: a new one anywhere, its ends by their handles, the whole by what is between them.
 * Arrow keys move the handle that has the focus, Home and End take it to its end, Delete and a double click take the range away.
 */
final class RangeBar extends Pane {
    static final double WIDE = 260;
    private static final double THICK = 10;
    private static final double HANDLE = 9;
    /** Handles are higher than the bar by so much on each side. */
    private static final double BEYOND = 4;
    /** A hand that clicks moves a little. */
    private static final double LEAST = 3;
    private static final double STEP = 0.01;
    private static final double LEAP = 0.1;

    private enum Drag {
        NONE, NEW, LOW, HIGH, WHOLE
    }

    /** Who is told of a range. */
    interface Ranged {
        /**
         * @param from 0 to 1 along the bar
         * @param goesOn whether it is still the same drag, or the same row of keys, as the range before
         */
        void range(double from, double to, boolean goesOn);
    }

    private final Ranged onRange;
    private final Runnable onReset;
    private final Rectangle colours = new Rectangle(WIDE, THICK);
    private final Rectangle before = new Rectangle(0, THICK);
    private final Rectangle after = new Rectangle(0, THICK);
    private final Region low = handle("legend-low", "Lower end of the range of neurons that stand out");
    private final Region high = handle("legend-high", "Upper end of the range of neurons that stand out");
    private double from;
    private double to = 1;
    private Drag drag = Drag.NONE;
    private double pressed;
    /** Whether this drag, or this row of keys, has changed the range already. */
    private boolean begun;
    private double fromThen;
    private double toThen;

    /**
     * @param onRange told of every range on the way
     * @param onReset asked to take the range away
     */
    RangeBar(Ranged onRange, Runnable onReset) {
        this.onRange = onRange;
        this.onReset = onReset;
        setId("legend-bar");
        getStyleClass().add("legend-bar");
        setAccessibleRole(AccessibleRole.PARENT);
        setAccessibleText("Colours of the neurons; a range of them is a filter");
        setMinSize(WIDE, THICK + 2 * BEYOND);
        setMaxSize(WIDE, THICK + 2 * BEYOND);
        setPrefSize(WIDE, THICK + 2 * BEYOND);
        for (Rectangle part : List.of(colours, before, after)) {
            part.setY(BEYOND);
            part.setMouseTransparent(true);
        }
        colours.getStyleClass().add("colours");
        before.getStyleClass().add("outside");
        after.getStyleClass().add("outside");
        getChildren().addAll(colours, before, after, low, high);
        addEventHandler(MouseEvent.ANY, this::mouse);
        low.addEventHandler(KeyEvent.KEY_PRESSED, e -> key(e, true));
        high.addEventHandler(KeyEvent.KEY_PRESSED, e -> key(e, false));
        for (Region end : List.of(low, high)) {
            end.focusedProperty().addListener((p, was, is) -> begun = false);
        }
        show(0, 1);
    }

    private static Region handle(String id, String says) {
        Region handle = new Region();
        handle.setId(id);
        handle.getStyleClass().add("handle");
        handle.setFocusTraversable(true);
        handle.setAccessibleRole(AccessibleRole.SLIDER);
        handle.setAccessibleText(says);
        handle.setManaged(false);
        handle.resize(HANDLE, THICK + 2 * BEYOND);
        handle.setCursor(Cursor.H_RESIZE);
        return handle;
    }

    /** @param at colours from the bar's left end to its right end */
    void colour(List<? extends javafx.scene.paint.Color> at) {
        List<Stop> stops = new ArrayList<>();
        for (int i = 0; i < at.size(); i++) {
            stops.add(new Stop(i / (at.size() - 1.0), at.get(i)));
        }
        Paint gradient = new LinearGradient(0, 0, 1, 0, true, CycleMethod.NO_CYCLE, stops);
        colours.setFill(gradient);
    }

    /** Shows a range, as parts of the bar; 0 and 1 for none. */
    void show(double nextFrom, double nextTo) {
        from = nextFrom;
        to = nextTo;
        before.setWidth(from * WIDE);
        after.setX(to * WIDE);
        after.setWidth(WIDE - to * WIDE);
        low.setLayoutX(Math.round(from * WIDE - HANDLE / 2));
        high.setLayoutX(Math.round(to * WIDE - HANDLE / 2));
    }

    /** What a screen reader says of the ends. */
    void say(String lowEnd, String highEnd) {
        low.setAccessibleHelp(lowEnd);
        high.setAccessibleHelp(highEnd);
    }

    /** The keys are the lower handle's from now on. */
    void focus() {
        low.requestFocus();
    }

    private void mouse(MouseEvent e) {
        Point2D at = sceneToLocal(e.getSceneX(), e.getSceneY());
        double position = Math.clamp(at.getX() / WIDE, 0, 1);
        if (e.getEventType() == MouseEvent.MOUSE_PRESSED && e.getButton() == MouseButton.PRIMARY) {
            press(e, position);
        } else if (e.getEventType() == MouseEvent.MOUSE_DRAGGED && drag != Drag.NONE) {
            drag(position);
        } else if (e.getEventType() == MouseEvent.MOUSE_RELEASED) {
            drag = Drag.NONE;
        }
        // what is done to the bar is not done to the graph behind it
        e.consume();
    }

    private void press(MouseEvent e, double position) {
        pressed = position;
        begun = false;
        fromThen = from;
        toThen = to;
        if (e.getClickCount() == 2) {
            drag = Drag.NONE;
            onReset.run();
            return;
        }
        boolean whole = from <= 0 && to >= 1;
        double reach = HANDLE / 2 / WIDE;
        if (Math.abs(position - from) <= reach) {
            drag = Drag.LOW;
        } else if (Math.abs(position - to) <= reach) {
            drag = Drag.HIGH;
        } else {
            drag = whole || position < from || position > to ? Drag.NEW : Drag.WHOLE;
        }
        (drag == Drag.HIGH ? high : low).requestFocus();
        begun = false;
    }

    private void drag(double position) {
        switch (drag) {
            case NEW -> {
                if (Math.abs(position - pressed) * WIDE >= LEAST) {
                    change(Math.min(pressed, position), Math.max(pressed, position));
                }
            }
            case LOW -> change(Math.min(position, to), to);
            case HIGH -> change(from, Math.max(position, from));
            case WHOLE -> {
                double by = Math.clamp(position - pressed, -fromThen, 1 - toThen);
                change(fromThen + by, toThen + by);
            }
            case NONE -> { }
        }
    }

    private void change(double nextFrom, double nextTo) {
        show(nextFrom, nextTo);
        onRange.range(nextFrom, nextTo, begun);
        begun = true;
    }

    private void key(KeyEvent e, boolean lower) {
        double now = lower ? from : to;
        double next = switch (e.getCode()) {
            case LEFT, DOWN -> now - STEP;
            case RIGHT, UP -> now + STEP;
            case PAGE_DOWN -> now - LEAP;
            case PAGE_UP -> now + LEAP;
            case HOME -> 0;
            case END -> 1;
            default -> Double.NaN;
        };
        if (!Double.isNaN(next)) {
            e.consume();
            change(lower ? Math.clamp(next, 0, to) : from, lower ? to : Math.clamp(next, from, 1));
        } else if (e.getCode() == javafx.scene.input.KeyCode.DELETE || e.getCode() == javafx.scene.input.KeyCode.BACK_SPACE) {
            e.consume();
            onReset.run();
        }
    }
}
