package org.cntexplorer.app.graphview;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.Interpolator;
import javafx.animation.Transition;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.geometry.Point2D;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.cntexplorer.app.workspace.Camera;
import org.cntexplorer.app.workspace.Place;
import org.cntexplorer.graph.Channel;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;

/** Where the graph is looked at: fitted to its room until it is zoomed or moved by hand, within limits, or flies to a place. */
final class ViewMotion {
    static final double ZOOM_STEP = 1.3;
    /** Zoom relative to the fitted view. */
    private static final double LEAST_ZOOM = 0.2;
    private static final double MOST_ZOOM = 400;
    private static final Duration FLIGHT = Duration.millis(320);
    /** A revealed neuron's cell is at least this wide, in pixels. */
    private static final double REVEALED_PIXELS = 16;
    /** A neuron that is brought into view stands at least this far from its sides, in pixels. */
    private static final double MARGIN = 40;
    /** By how much the middle between titles and legend is below that of the room, in pixels. */
    private static final double DOWN = (Viewpoint.TITLES - Viewpoint.LEGEND) / 2;

    private final Region room;
    private final Consumer<Optional<Camera>> moved;
    private GraphStage stage;
    private boolean fitted = true;
    private Runnable looked = () -> { };
    private Animation flight;
    private final ReadOnlyBooleanWrapper moving = new ReadOnlyBooleanWrapper(this, "moving");

    /**
     * @param room that the stage fills
     * @param moved told where the graph is looked at when a person has moved the view, and at the end of a flight; empty for the whole graph
     */
    ViewMotion(Region room, Consumer<Optional<Camera>> moved) {
        this.room = room;
        this.moved = moved;
    }

    /** @param next what is looked at from now on; null for nothing */
    void on(GraphStage next) {
        stop();
        stage = next;
    }

    /** What is looked at, or null. */
    GraphStage stage() {
        return stage;
    }

    /** The whole graph. */
    Viewpoint whole() {
        return Viewpoint.fit(stage.layout(), room.getWidth(), room.getHeight());
    }

    /** Whether the whole graph is looked at, and is to be when its room changes. */
    boolean isFitted() {
        return fitted;
    }

    void fitNow() {
        fitted = true;
        stage.look(whole());
        looked.run();
    }

    /** @param then told whenever the view looks from elsewhere, in a flight at every frame */
    void onLook(Runnable then) {
        looked = then;
    }

    /** Looks from where another looks, at a graph of the same places, and tells nobody. */
    void lookAs(ViewMotion other) {
        if (stage != null && other.stage != null) {
            stop();
            fitted = other.fitted;
            stage.look(fitted ? whole() : other.stage.viewpoint());
        }
    }

    void fit() {
        if (stage != null) {
            flyTo(whole(), true);
        }
    }

    /** Zooms about the middle. */
    void zoom(double factor) {
        zoom(factor, room.getWidth() / 2, room.getHeight() / 2);
    }

    /** Zooms so that what is under (x, y) stays there. */
    void zoom(double factor, double x, double y) {
        if (stage != null) {
            stop();
            double fitScale = whole().scale();
            double scale = stage.viewpoint().scale();
            double allowed = Math.clamp(scale * factor, Math.min(LEAST_ZOOM * fitScale, scale), Math.max(MOST_ZOOM * fitScale, scale)) / scale;
            look(stage.viewpoint().zoomed(allowed, x, y, room.getWidth(), room.getHeight()));
            tell();
        }
    }

    void pan(double dx, double dy) {
        if (stage != null) {
            stop();
            look(stage.viewpoint().panned(dx, dy));
            tell();
        }
    }

    void look(Viewpoint viewpoint) {
        fitted = false;
        stage.look(viewpoint);
        looked.run();
    }

    /** Where the graph is looked at; empty for the whole graph. */
    Optional<Camera> camera() {
        return fitted || stage == null ? Optional.empty() : Optional.of(stage.viewpoint().camera());
    }

    private void tell() {
        moved.accept(camera());
    }

    /** Looks from there, at once or in a flight. @param camera empty for the whole graph */
    void restore(Optional<Camera> camera, boolean atOnce) {
        if (atOnce) {
            stop();
            camera.ifPresentOrElse(c -> look(new Viewpoint(c)), this::fitNow);
        } else {
            flyTo(camera.map(Viewpoint::new).orElseGet(this::whole), camera.isEmpty());
        }
    }

    private void flyTo(Viewpoint end, boolean toFit) {
        stop();
        Viewpoint start = stage.viewpoint();
        flight = new Transition() {
            {
                setCycleDuration(FLIGHT);
                setInterpolator(Interpolator.EASE_BOTH);
            }

            @Override
            protected void interpolate(double part) {
                if (stage != null) {
                    look(part >= 1 ? end : start.towards(end, part));
                }
            }
        };
        flight.setOnFinished(e -> {
            fitted = toFit;
            flight = null;
            moving.set(false);
            looked.run();
            tell();
        });
        moving.set(true);
        flight.play();
    }

    /** Whether the view is on its way to where it was sent. */
    ReadOnlyBooleanProperty movingProperty() {
        return moving.getReadOnlyProperty();
    }

    /** Ends a flight where it is, and tells nobody. */
    private void stop() {
        if (flight != null) {
            flight.stop();
            flight = null;
            moving.set(false);
        }
    }

    /** Where a point of the layout is drawn. */
    Point2D toScreen(double x, double y) {
        return stage.viewpoint().toScreen(x, y, room.getWidth(), room.getHeight());
    }

    /** The point of the layout that is drawn at (x, y). */
    Point2D toLayout(double x, double y) {
        return stage.viewpoint().toLayout(x, y, room.getWidth(), room.getHeight());
    }

    /** Flies to a place of the network that is on the stage. */
    void reveal(Place place, Network network) {
        switch (place) {
            case Place.OfNeuron(Neuron neuron) -> {
                double scale = Math.max(stage.viewpoint().scale(), REVEALED_PIXELS / stage.layout().block(neuron.layer()).pitch());
                flyTo(new Viewpoint(stage.layout().x(neuron), stage.layout().y(neuron), scale), false);
            }
            case Place.OfLayer(int layer) -> {
                LayerBlock block = stage.layout().block(layer);
                reveal(block.left(), block.left() + block.width(), block.top(), block.top() + block.height());
            }
            case Place.OfConnection(int index) -> {
                Connection connection = network.connection(index);
                LayerBlock from = stage.layout().block(connection.from());
                LayerBlock to = stage.layout().block(connection.to());
                reveal(Math.min(from.left(), to.left()), Math.max(from.left() + from.width(), to.left() + to.width()),
                        Math.min(from.top(), to.top()), Math.max(from.top() + from.height(), to.top() + to.height()));
            }
        }
    }

    private void reveal(double left, double right, double top, double bottom) {
        double scale = Math.clamp(Math.min(room.getWidth() * 0.6 / (right - left), freeHeight() / (bottom - top)), whole().scale(), 6 * whole().scale());
        flyTo(new Viewpoint((left + right) / 2, (top + bottom) / 2 - DOWN / scale, scale), false);
    }

    /** Brings an open channel into view, its pixels large enough to be told apart; where they are, nothing moves. */
    void revealOpen(Channel channel) {
        LayerBlock block = stage.layout().block(channel.layer());
        LayerBlock.Open open = block.open().stream().filter(o -> o.channel() == channel.index()).findFirst().orElseThrow();
        double width = block.columns() * open.pitch();
        double height = block.rows() * open.pitch();
        double x = block.left() + open.left() + width / 2;
        double y = block.top() + open.top() + height / 2;
        Viewpoint now = stage.viewpoint();
        double scale = Math.max(now.scale(), Math.min(REVEALED_PIXELS / open.pitch(), 0.6 * Math.min(room.getWidth() / width, freeHeight() / height)));
        Point2D low = toScreen(x - width / 2, y - height / 2);
        Point2D high = toScreen(x + width / 2, y + height / 2);
        boolean seen = low.getX() >= 0 && low.getY() >= 0 && high.getX() <= room.getWidth() && high.getY() <= room.getHeight();
        if (!seen || scale > now.scale()) {
            flyTo(new Viewpoint(x, y - DOWN / scale, scale), false);
        }
    }

    private double freeHeight() {
        return Math.max(40, room.getHeight() - Viewpoint.TITLES - Viewpoint.LEGEND);
    }

    /** Moves the view just so far that what is drawn there is seen. */
    void bringIntoView(Point2D at) {
        double dx = at.getX() < MARGIN ? MARGIN - at.getX() : Math.min(0, room.getWidth() - MARGIN - at.getX());
        double dy = at.getY() < Viewpoint.TITLES ? Viewpoint.TITLES - at.getY() : Math.min(0, room.getHeight() - Viewpoint.LEGEND - at.getY());
        if (dx != 0 || dy != 0) {
            pan(dx, dy);
        }
    }
}
