package org.cntexplorer.app.graphview;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.stage.Window;
import org.cntexplorer.app.workspace.Annotations;
import org.cntexplorer.app.workspace.Camera;
import org.cntexplorer.app.workspace.Place;
import org.cntexplorer.app.workspace.Pointed;
import org.cntexplorer.graph.Channel;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;

/** The graph itself: stage, backdrop, titles and what stands out, kept in step with the view model. */
final class GraphCanvas {
    private final GraphViewModel model;
    private final StackPane canvas;
    private final StackPane holder;
    private final Backdrop backdrop;
    private final LayerTitles titles;
    private final GraphHover hover;
    private final PointedMark pointed;
    private final NeuronNames names;
    private final ViewMotion view;
    private final DetailModel detail;
    private final DetailFade detailFade;
    private final NeuronLabels numbers = new NeuronLabels();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private final Minimap minimap;
    private final LayoutSwitch layoutSwitch;
    private final BooleanProperty rubberBand = new SimpleBooleanProperty(this, "rubberBand");
    private GraphStage stage;
    private Network network;
    /** Other places of the same network, until they are drawn. */
    private PlacedGraph waiting;
    /** Where the view goes once what it belongs to is drawn. */
    private Optional<Camera> awaited;
    private boolean telling;
    /** Whether the view moves because the layout has changed. */
    private boolean following;

    GraphCanvas(GraphViewModel model, StackPane canvas, StackPane holder, Pane overlay) {
        this.model = model;
        this.canvas = canvas;
        this.holder = holder;
        this.backdrop = new Backdrop(this::repaint);
        this.detail = new DetailModel(model);
        this.detailFade = new DetailFade(backdrop);
        this.layoutSwitch = new LayoutSwitch(backdrop);
        busy.bind(backdrop.busyProperty().or(detail.busyProperty()).or(detailFade.runningProperty()).or(layoutSwitch.runningProperty()));
        detail.detailProperty().subscribe(detailFade::to);
        backdrop.pictureProperty().subscribe(detail::setPictured);
        this.titles = new LayerTitles(overlay);
        this.names = new NeuronNames(overlay);
        this.pointed = new PointedMark(overlay);
        this.view = new ViewMotion(holder, this::moved);
        this.minimap = new Minimap(model.workspace(), view, canvas);
        this.hover = new GraphHover(this, model, holder, overlay);
        canvas.setAccessibleText("Graph of the network. Arrow keys walk from neuron to neuron.");
        holder.widthProperty().addListener((p, was, is) -> resized());
        holder.heightProperty().addListener((p, was, is) -> resized());
        model.placedProperty().subscribe(this::open);
        model.drawingProperty().subscribe(this::show);
        model.workspace().networkProperty().addListener((p, was, is) -> {
            if (model.workspace().isStepping() && network == was) {
                // the stage is that of all checkpoints
                network = is;
            }
        });
        model.workspace().selection().neuronsProperty().addListener((p, was, is) -> {
            mark();
            describe();
        });
        model.workspace().view().annotationsProperty().addListener((p, was, is) -> name());
        model.workspace().brush().pointedProperty().addListener((p, was, is) -> mark());
        model.workspace().revealedProperty().subscribe(place -> {
            if (place != null) {
                reveal(place);
            }
        });
        model.workspace().view().cameraProperty().addListener((p, was, is) -> lookFrom(is));
        model.busyProperty().addListener((p, was, is) -> arrive());
        new FirstPicture(model.workspace(), canvas, backdrop.pictureProperty());
        new GraphGestures(this, hover, model, canvas, overlay);
        new GraphKeys(this, model.workspace().selection(), canvas);
    }

    BooleanProperty rubberBandProperty() {
        return rubberBand;
    }

    /** True until the picture of the present view is shown. */
    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** What is found of the links for the present zoom. */
    DetailModel detail() {
        return detail;
    }

    /** Whether something of the graph is seen. */
    ReadOnlyBooleanProperty pictureProperty() {
        return backdrop.pictureProperty();
    }

    /** How the view is moved. */
    ViewMotion view() {
        return view;
    }

    Optional<GraphStage> stage() {
        return Optional.ofNullable(stage);
    }

    private void moved(Optional<Camera> camera) {
        telling = true;
        try {
            if (following) {
                model.workspace().view().follow(camera);
            } else {
                model.workspace().view().cameraProperty().set(camera);
            }
        } finally {
            following = false;
            telling = false;
        }
    }

    /** Another than the person in front of the graph says what part of it is to be seen. */
    private void lookFrom(Optional<Camera> camera) {
        if (!telling) {
            awaited = camera;
            arrive();
        }
    }

    private void arrive() {
        if (awaited != null && stage != null && !model.busyProperty().get()) {
            Optional<Camera> there = awaited;
            awaited = null;
            if (!there.equals(view.camera())) {
                view.restore(there, false);
            }
        }
    }

    private void open(PlacedGraph placed) {
        waiting = null;
        if (stage != null && placed != null && placed.network() == network) {
            waiting = placed;
            return;
        }
        view.on(null);
        network = placed == null ? null : placed.network();
        if (stage != null) {
            holder.getChildren().clear();
            stage.close();
            stage = null;
        }
        hover.hide();
        backdrop.show(null);
        titles.show(null);
        minimap.show(null);
        names.show(null, Annotations.NONE);
        pointed.show(null, Optional.empty());
        if (placed != null) {
            put(placed);
            fitNow();
            Optional<Camera> there = awaited == null ? model.workspace().view().cameraProperty().get() : awaited;
            awaited = null;
            there.ifPresent(camera -> view.restore(there, true));
        }
    }

    private void put(PlacedGraph placed) {
        stage = placed.stage(this::drawBackdrop);
        view.on(stage);
        holder.getChildren().setAll(stage.view());
        stage.view().resize(holder.getWidth(), holder.getHeight());
    }

    /** Puts the neurons into their other places; what was opened or closed stays under the pointer. */
    private void change(PlacedGraph next) {
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
        if (!changed.isEmpty()) {
            backdrop.moved(dx, dy);
        }
        backdrop.setFittedScale(view.whole().scale());
        if (awaited != null) {
            view.restore(awaited, true);
            awaited = null;
            return;
        }
        boolean whole = view.isFitted();
        if (changed.isEmpty()) {
            fitNow();
        } else {
            goAlong(before, dx, dy, whole, changed, is);
        }
        following = true;
        if (!view.movingProperty().get()) {
            moved(view.camera());
        }
    }

    private void goAlong(Viewpoint before, double dx, double dy, boolean whole, List<Channel> changed, List<Channel> is) {
        view.look(new Viewpoint(before.centreX() + dx, before.centreY() + dy, before.scale()));
        if (is.contains(changed.getLast())) {
            view.revealOpen(changed.getLast());
        } else if (whole || is.isEmpty()) {
            view.fit();
        }
    }

    private static List<Channel> opened(GraphLayout layout) {
        return layout.blocks().stream().flatMap(block -> block.open().stream().map(o -> new Channel(block.layer(), o.channel()))).toList();
    }

    /** Opens the channel of a neuron into its pixels, or closes it; goes to a neuron that has none. */
    void enter(Neuron neuron) {
        channelOf(neuron).ifPresentOrElse(model.workspace()::toggle, () -> reveal(new Place.OfNeuron(neuron)));
    }

    /** The channel of a neuron where it is drawn as a map. */
    Optional<Channel> channelOf(Neuron neuron) {
        return stage().flatMap(s -> s.layout().channelOf(neuron));
    }

    /** The channel whose map, small or open, is under a point. */
    Optional<Channel> channelAt(double x, double y) {
        return stage().flatMap(s -> {
            Point2D at = view.toLayout(x, y);
            return s.layout().channelAt(at.getX(), at.getY());
        });
    }

    private void show(Drawing drawing) {
        Drawing before = backdrop.drawing();
        Viewpoint was = null;
        if (waiting != null && drawing != null && drawing.scene().layout() == waiting.layout()) {
            PlacedGraph next = waiting;
            waiting = null;
            was = opened(stage.layout()).equals(opened(next.layout())) ? stage.viewpoint() : null;
            change(next);
        }
        if (stage == null || drawing != null && drawing.scene().layout() != stage.layout()) {
            return;
        }
        titles.show(drawing == null ? null : drawing.scene());
        backdrop.show(drawing);
        if (was != null && before != null) {
            layoutSwitch.start(before, was, stage.viewpoint());
        }
        minimap.show(drawing);
        name();
        mark();
        describe();
    }

    private void drawBackdrop(javafx.scene.canvas.GraphicsContext graphics, Viewpoint viewpoint, double width, double height) {
        Window window = canvas.getScene() == null ? null : canvas.getScene().getWindow();
        backdrop.setPixelRatio(window == null ? 1 : window.getRenderScaleX());
        backdrop.draw(graphics, viewpoint, width, height);
        numbers.draw(graphics, backdrop.drawing(), viewpoint, width, height);
        titles.follow(viewpoint, width, height);
        pointed.follow(viewpoint, width, height);
        detail.seen(backdrop.drawing(), viewpoint, width, height, viewpoint.scale() / view.whole().scale());
        minimap.follow();
        names.follow(viewpoint, width, height);
    }

    private void resized() {
        if (stage != null && holder.getWidth() > 0 && holder.getHeight() > 0) {
            stage.view().resize(holder.getWidth(), holder.getHeight());
            backdrop.setFittedScale(view.whole().scale());
            if (view.isFitted()) {
                fitNow();
            }
        }
    }

    private void repaint() {
        if (stage != null) {
            stage.repaint();
        }
    }

    private void fitNow() {
        backdrop.setFittedScale(view.whole().scale());
        view.fitNow();
    }

    /** Brings a place into view. */
    void reveal(Place place) {
        Network network = model.workspace().network();
        if (stage == null || network == null) {
            return;
        }
        if (!(place instanceof Place.OfNeuron(Neuron neuron)) || stage.layout().block(neuron.layer()).has(neuron.index())) {
            view.reveal(place, network);
        }
    }

    /** Moves the view just so far that a neuron is seen. */
    void bringIntoView(Neuron neuron) {
        position(neuron).ifPresent(view::bringIntoView);
    }

    /** Where a neuron is drawn. */
    Optional<Point2D> position(Neuron neuron) {
        return stage().filter(s -> neuron.layer() < s.layout().blocks().size() && neuron.index() < s.layout().block(neuron.layer()).neurons()
                && s.layout().block(neuron.layer()).has(neuron.index()))
                .map(s -> view.toScreen(s.layout().x(neuron), s.layout().y(neuron)));
    }

    Optional<Neuron> neuronAt(double x, double y) {
        return stage().flatMap(s -> s.neuronAt(x, y));
    }

    List<Neuron> neuronsIn(Bounds box) {
        return stage().map(s -> s.neuronsIn(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY())).orElse(List.of());
    }

    Optional<LayerBlock> blockAt(double x, double y) {
        return stage().flatMap(s -> {
            Point2D at = view.toLayout(x, y);
            return s.layout().blockAt(at.getX(), at.getY());
        });
    }

    private void name() {
        names.show(model.scene().orElse(null), model.workspace().view().annotationsProperty().get());
        repaint();
    }

    private void mark() {
        Drawing drawing = model.drawingProperty().get();
        if (stage != null && drawing != null) {
            Network network = drawing.scene().network();
            Optional<Pointed> at = model.workspace().brush().pointedProperty().get();
            stage.mark(drawing.scene(), drawing.palette(), model.workspace().selection().neurons().stream().filter(network::has).toList(),
                    at.map(Pointed::neuron).filter(network::has).orElse(null));
            pointed.show(drawing.scene(), at);
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
