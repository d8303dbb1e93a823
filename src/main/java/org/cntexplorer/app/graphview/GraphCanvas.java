package org.cntexplorer.app.graphview;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.animation.Animation;
import javafx.animation.Interpolator;
import javafx.animation.Transition;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.stage.Window;
import javafx.util.Duration;
import org.cntexplorer.app.workspace.Place;
import org.cntexplorer.graph.Channel;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.model.Block;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;

/** The graph itself: stage, backdrop, titles and what stands out, kept in step with the view model. */
final class GraphCanvas {
    static final double ZOOM_STEP = 1.3;
    /** Zoom relative to the fitted view. */
    private static final double LEAST_ZOOM = 0.2;
    private static final double MOST_ZOOM = 400;
    private static final Duration FLIGHT = Duration.millis(320);
    /** A revealed neuron's cell is at least this wide, in pixels. */
    private static final double REVEALED_PIXELS = 16;

    private final GraphViewModel model;
    private final StackPane canvas;
    private final StackPane holder;
    private final Backdrop backdrop;
    private final LayerTitles titles;
    private final GraphTip tip;
    private final BooleanProperty rubberBand = new SimpleBooleanProperty(this, "rubberBand");
    private GraphStage stage;
    private Network network;
    /** Other places of the same network, until they are drawn. */
    private PlacedGraph waiting;
    private Neuron hovered;
    private boolean fitted = true;
    private Animation flight;
    private final ReadOnlyBooleanWrapper moving = new ReadOnlyBooleanWrapper(this, "moving");

    GraphCanvas(GraphViewModel model, StackPane canvas, StackPane holder, Pane overlay) {
        this.model = model;
        this.canvas = canvas;
        this.holder = holder;
        this.backdrop = new Backdrop(this::repaint);
        this.titles = new LayerTitles(overlay);
        this.tip = new GraphTip(overlay);
        canvas.setAccessibleText("Graph of the network. Arrow keys walk from neuron to neuron.");
        holder.widthProperty().addListener((p, was, is) -> resized());
        holder.heightProperty().addListener((p, was, is) -> resized());
        model.placedProperty().subscribe(this::open);
        model.drawingProperty().subscribe(this::show);
        model.workspace().selection().neuronsProperty().addListener((p, was, is) -> {
            mark();
            describe();
        });
        model.workspace().revealedProperty().subscribe(place -> {
            if (place != null) {
                reveal(place);
            }
        });
        new GraphGestures(this, model.workspace().selection(), canvas, overlay);
        new GraphKeys(this, model.workspace().selection(), canvas);
    }

    BooleanProperty rubberBandProperty() {
        return rubberBand;
    }

    /** True until the picture of the present view is shown. */
    ReadOnlyBooleanProperty busyProperty() {
        return backdrop.busyProperty();
    }

    Optional<GraphStage> stage() {
        return Optional.ofNullable(stage);
    }

    private void open(PlacedGraph placed) {
        waiting = null;
        if (stage != null && placed != null && placed.network() == network) {
            waiting = placed;
            return;
        }
        stopFlight();
        network = placed == null ? null : placed.network();
        if (stage != null) {
            holder.getChildren().clear();
            stage.close();
            stage = null;
        }
        hovered = null;
        tip.hide();
        backdrop.show(null);
        titles.show(null);
        if (placed != null) {
            put(placed);
            fitNow();
        }
    }

    private void put(PlacedGraph placed) {
        stage = placed.stage(this::drawBackdrop);
        holder.getChildren().setAll(stage.view());
        stage.view().resize(holder.getWidth(), holder.getHeight());
    }

    /** Puts the neurons into their other places; what was opened or closed stays under the pointer. */
    private void change(PlacedGraph next) {
        stopFlight();
        Viewpoint before = stage.viewpoint();
        GraphLayout from = stage.layout();
        GraphLayout to = next.layout();
        List<Channel> was = opened(from);
        List<Channel> is = opened(to);
        List<Channel> changed = Stream.concat(was.stream().filter(c -> !is.contains(c)), is.stream().filter(c -> !was.contains(c))).toList();
        int anchor = changed.isEmpty() ? 0 : changed.getLast().layer();
        double dx = to.block(anchor).left() - from.block(anchor).left();
        double dy = to.block(anchor).mapTop(0) - from.block(anchor).mapTop(0);
        stage.close();
        put(next);
        backdrop.moved(dx, dy);
        backdrop.setFittedScale(fittedView().scale());
        if (changed.isEmpty()) {
            fitNow();
            return;
        }
        boolean whole = fitted;
        look(new Viewpoint(before.centreX() + dx, before.centreY() + dy, before.scale()));
        if (is.contains(changed.getLast())) {
            revealOpen(changed.getLast());
        } else if (whole || is.isEmpty()) {
            flyTo(fittedView(), true);
        }
    }

    private static List<Channel> opened(GraphLayout layout) {
        return layout.blocks().stream().flatMap(block -> block.open().stream().map(o -> new Channel(block.layer(), o.channel()))).toList();
    }

    /** Brings an open channel into view, its pixels large enough to be told apart; where they are, nothing moves. */
    private void revealOpen(Channel channel) {
        LayerBlock block = stage.layout().block(channel.layer());
        LayerBlock.Open open = block.open().stream().filter(o -> o.channel() == channel.index()).findFirst().orElseThrow();
        double width = block.columns() * open.pitch();
        double height = block.rows() * open.pitch();
        double x = block.left() + open.left() + width / 2;
        double y = block.top() + open.top() + height / 2;
        double freeHeight = Math.max(40, holder.getHeight() - Viewpoint.TITLES - Viewpoint.LEGEND);
        Viewpoint now = stage.viewpoint();
        double scale = Math.max(now.scale(), Math.min(REVEALED_PIXELS / open.pitch(), 0.6 * Math.min(holder.getWidth() / width, freeHeight / height)));
        Point2D low = now.toScreen(x - width / 2, y - height / 2, holder.getWidth(), holder.getHeight());
        Point2D high = now.toScreen(x + width / 2, y + height / 2, holder.getWidth(), holder.getHeight());
        boolean seen = low.getX() >= 0 && low.getY() >= 0 && high.getX() <= holder.getWidth() && high.getY() <= holder.getHeight();
        if (!seen || scale > now.scale()) {
            flyTo(new Viewpoint(x, y - (Viewpoint.TITLES - Viewpoint.LEGEND) / 2 / scale, scale), false);
        }
    }

    /** Opens the channel of a neuron into its pixels, or closes it. @return whether it has one */
    boolean toggleChannel(Neuron neuron) {
        Optional<Channel> channel = stage().flatMap(s -> s.layout().channelOf(neuron));
        channel.ifPresent(model.workspace()::toggle);
        return channel.isPresent();
    }

    void toggle(Channel channel) {
        model.workspace().toggle(channel);
    }

    List<Channel> openChannels() {
        return model.workspace().openChannelsProperty().get();
    }

    void closeChannels() {
        model.workspace().openChannelsProperty().set(List.of());
    }

    /** The channel of the neuron that was selected last. */
    Optional<Channel> selectedChannel() {
        return model.workspace().selection().primary().flatMap(n -> stage().flatMap(s -> s.layout().channelOf(n)));
    }

    /** The channel whose map, small or open, is under a point. */
    Optional<Channel> channelAt(double x, double y) {
        return stage().flatMap(s -> {
            Point2D at = s.viewpoint().toLayout(x, y, holder.getWidth(), holder.getHeight());
            return s.layout().channelAt(at.getX(), at.getY());
        });
    }

    private void show(Drawing drawing) {
        if (waiting != null && drawing != null && drawing.scene().layout() == waiting.layout()) {
            PlacedGraph next = waiting;
            waiting = null;
            change(next);
        }
        if (stage == null || drawing != null && drawing.scene().layout() != stage.layout()) {
            return;
        }
        titles.show(drawing == null ? null : drawing.scene());
        backdrop.show(drawing);
        mark();
        describe();
    }

    private void drawBackdrop(javafx.scene.canvas.GraphicsContext graphics, Viewpoint viewpoint, double width, double height) {
        Window window = canvas.getScene() == null ? null : canvas.getScene().getWindow();
        backdrop.setPixelRatio(window == null ? 1 : window.getRenderScaleX());
        backdrop.draw(graphics, viewpoint, width, height);
        titles.follow(viewpoint, width, height);
    }

    private void resized() {
        if (stage != null && holder.getWidth() > 0 && holder.getHeight() > 0) {
            stage.view().resize(holder.getWidth(), holder.getHeight());
            backdrop.setFittedScale(fittedView().scale());
            if (fitted) {
                fitNow();
            }
        }
    }

    private void repaint() {
        if (stage != null) {
            stage.repaint();
        }
    }

    private Viewpoint fittedView() {
        return Viewpoint.fit(stage.layout(), holder.getWidth(), holder.getHeight());
    }

    private void fitNow() {
        fitted = true;
        Viewpoint whole = fittedView();
        backdrop.setFittedScale(whole.scale());
        stage.look(whole);
    }

    void fit() {
        if (stage != null) {
            flyTo(fittedView(), true);
        }
    }

    /** Zooms about the middle. */
    void zoom(double factor) {
        zoom(factor, holder.getWidth() / 2, holder.getHeight() / 2);
    }

    /** Zooms so that what is under (x, y) stays there. */
    void zoom(double factor, double x, double y) {
        if (stage != null) {
            stopFlight();
            double fitScale = fittedView().scale();
            double scale = stage.viewpoint().scale();
            double allowed = Math.clamp(scale * factor, Math.min(LEAST_ZOOM * fitScale, scale), Math.max(MOST_ZOOM * fitScale, scale)) / scale;
            look(stage.viewpoint().zoomed(allowed, x, y, holder.getWidth(), holder.getHeight()));
        }
    }

    void pan(double dx, double dy) {
        if (stage != null) {
            stopFlight();
            look(stage.viewpoint().panned(dx, dy));
        }
    }

    private void look(Viewpoint viewpoint) {
        fitted = false;
        stage.look(viewpoint);
    }

    private void flyTo(Viewpoint end, boolean toFit) {
        stopFlight();
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
        });
        moving.set(true);
        flight.play();
    }

    /** Whether the view is on its way to where it was sent. */
    ReadOnlyBooleanProperty movingProperty() {
        return moving.getReadOnlyProperty();
    }

    private void stopFlight() {
        if (flight != null) {
            flight.stop();
            flight = null;
            moving.set(false);
        }
    }

    /** Brings a place into view. */
    void reveal(Place place) {
        Network network = model.workspace().network();
        if (stage == null || network == null) {
            return;
        }
        switch (place) {
            case Place.OfNeuron(Neuron neuron) -> revealNeuron(neuron);
            case Place.OfLayer(int layer) -> {
                LayerBlock block = stage.layout().block(layer);
                revealBox(block.left(), block.left() + block.width(), block.top(), block.top() + block.height());
            }
            case Place.OfConnection(int index) -> {
                Connection connection = network.connection(index);
                LayerBlock from = stage.layout().block(connection.from());
                LayerBlock to = stage.layout().block(connection.to());
                revealBox(Math.min(from.left(), to.left()), Math.max(from.left() + from.width(), to.left() + to.width()),
                        Math.min(from.top(), to.top()), Math.max(from.top() + from.height(), to.top() + to.height()));
            }
        }
    }

    private void revealNeuron(Neuron neuron) {
        double scale = Math.max(stage.viewpoint().scale(), REVEALED_PIXELS / stage.layout().block(neuron.layer()).pitch());
        flyTo(new Viewpoint(stage.layout().x(neuron), stage.layout().y(neuron), scale), false);
    }

    private void revealBox(double left, double right, double top, double bottom) {
        double freeHeight = Math.max(40, holder.getHeight() - Viewpoint.TITLES - Viewpoint.LEGEND);
        double scale = Math.clamp(Math.min(holder.getWidth() * 0.6 / (right - left), freeHeight / (bottom - top)),
                fittedView().scale(), 6 * fittedView().scale());
        double down = (Viewpoint.TITLES - Viewpoint.LEGEND) / 2;
        flyTo(new Viewpoint((left + right) / 2, (top + bottom) / 2 - down / scale, scale), false);
    }

    /** Moves the view just so far that a neuron is seen. */
    void bringIntoView(Neuron neuron) {
        position(neuron).ifPresent(at -> {
            double margin = 40;
            double dx = at.getX() < margin ? margin - at.getX() : Math.min(0, holder.getWidth() - margin - at.getX());
            double dy = at.getY() < Viewpoint.TITLES ? Viewpoint.TITLES - at.getY() : Math.min(0, holder.getHeight() - Viewpoint.LEGEND - at.getY());
            if (dx != 0 || dy != 0) {
                pan(dx, dy);
            }
        });
    }

    /** Where a neuron is drawn. */
    Optional<Point2D> position(Neuron neuron) {
        return stage().filter(s -> neuron.layer() < s.layout().blocks().size() && neuron.index() < s.layout().block(neuron.layer()).neurons())
                .map(s -> s.viewpoint().toScreen(s.layout().x(neuron), s.layout().y(neuron), holder.getWidth(), holder.getHeight()));
    }

    Optional<Neuron> neuronAt(double x, double y) {
        return stage().flatMap(s -> s.neuronAt(x, y));
    }

    List<Neuron> neuronsIn(Bounds box) {
        return stage().map(s -> s.neuronsIn(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY())).orElse(List.of());
    }

    Optional<LayerBlock> blockAt(double x, double y) {
        return stage().flatMap(s -> {
            Point2D at = s.viewpoint().toLayout(x, y, holder.getWidth(), holder.getHeight());
            return s.layout().blockAt(at.getX(), at.getY());
        });
    }

    /** Names what is under the pointer. */
    void hover(double x, double y) {
        Drawing drawing = model.drawingProperty().get();
        if (stage == null || drawing == null) {
            return;
        }
        Optional<Neuron> neuron = neuronAt(x, y);
        neuron.map(n -> GraphWords.neuron(drawing.scene(), n)).or(() -> linkAt(drawing, x, y)).or(() -> blockWordsAt(drawing, x, y))
                .ifPresentOrElse(text -> tip.show(text, x, y, holder.getWidth(), holder.getHeight()), tip::hide);
        if (!neuron.equals(Optional.ofNullable(hovered))) {
            hovered = neuron.orElse(null);
            mark();
        }
    }

    void unhover() {
        tip.hide();
        if (hovered != null) {
            hovered = null;
            mark();
        }
    }

    private Optional<String> linkAt(Drawing drawing, double x, double y) {
        Viewpoint viewpoint = stage.viewpoint();
        Point2D at = viewpoint.toLayout(x, y, holder.getWidth(), holder.getHeight());
        int line = drawing.lines().nearest(at.getX(), at.getY(), 3 / viewpoint.scale());
        return line < 0 ? Optional.empty()
                : Optional.of(GraphWords.link(drawing.scene(), drawing.lines().links().get(drawing.lines().connection()[line]), drawing.lines().number()[line]));
    }

    /** What is said of a block's band under the pointer. */
    private Optional<String> blockWordsAt(Drawing drawing, double x, double y) {
        Point2D at = stage.viewpoint().toLayout(x, y, holder.getWidth(), holder.getHeight());
        GraphLayout layout = drawing.scene().layout();
        return drawing.scene().network().connections().stream()
                .filter(c -> c instanceof Block && layout.routes().isStraight(c.index()))
                .filter(c -> at.getX() > layout.block(c.from()).right() && at.getX() < layout.block(c.to()).left()
                        && at.getY() > Math.min(layout.block(c.from()).top(), layout.block(c.to()).top())
                        && at.getY() < Math.max(layout.block(c.from()).bottom(), layout.block(c.to()).bottom()))
                .findFirst().map(c -> GraphWords.block(drawing.scene(), (Block) c));
    }

    private void mark() {
        Drawing drawing = model.drawingProperty().get();
        if (stage != null && drawing != null) {
            Network network = drawing.scene().network();
            stage.mark(drawing.scene(), drawing.palette(), model.workspace().selection().neurons().stream().filter(network::has).toList(), hovered);
        }
    }

    /** What a screen reader says. */
    private void describe() {
        model.scene().ifPresent(scene -> {
            List<Neuron> selected = model.workspace().selection().neurons();
            canvas.setAccessibleHelp(selected.isEmpty() ? scene.network() + ". " + model.countTextProperty().get()
                    : selected.size() == 1 ? "Selected: " + GraphWords.neuron(scene, selected.getFirst()) : selected.size() + " neurons selected");
        });
    }

    GraphLayout layout() {
        return stage == null ? null : stage.layout();
    }
}
