package org.cntexplorer.app.graphview;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Duration;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.graph.DensityBands;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;

/**
 * Has the density bands and the links of the neurons in view found in the background: the bands after the first picture of a layout and whenever
 * another signal is shown, the links when the view has come to rest. The bands before are seen until the next ones are there.
 */
final class DetailModel {
    /** Neurons in view of which the links are shown. */
    private static final int FEW = 400;
    /** A view that still moves is not asked for. */
    private static final Duration SETTLED = Duration.millis(90);

    private record View(Drawing drawing, Viewpoint viewpoint, double width, double height, double zoom) {}

    private final Workspace workspace;
    private final NearLinks links = new NearLinks();
    private final ReadOnlyObjectWrapper<Detail> detail = new ReadOnlyObjectWrapper<>(this, "detail", Detail.NONE);
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private final PauseTransition settling = new PauseTransition(SETTLED);
    /** Of whose layout, network and signal the bands are, or will be. */
    private GraphScene banded;
    /** The bands of the weights, for when no signal is shown any more, and the network that they are of. */
    private DensityBands ofWeights;
    private Network weighed;
    /** What the bands are wanted of once there is a picture. */
    private Drawing unbanded;
    private boolean pictured;
    private TaskExecutor.Handle banding = TaskExecutor.Handle.NONE;
    private TaskExecutor.Handle fetching = TaskExecutor.Handle.NONE;
    private View seen;
    private boolean bandsAwaited;
    private boolean linksAwaited;

    DetailModel(GraphViewModel model) {
        this.workspace = model.workspace();
        settling.setOnFinished(e -> fetch());
        model.drawingProperty().subscribe(this::drawn);
    }

    ReadOnlyObjectProperty<Detail> detailProperty() {
        return detail.getReadOnlyProperty();
    }

    /** True until all that the present view has is found. */
    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    private void drawn(Drawing drawing) {
        if (drawing == null) {
            banding.cancel();
            fetching.cancel();
            settling.stop();
            banded = null;
            ofWeights = null;
            weighed = null;
            unbanded = null;
            seen = null;
            await(false, false);
            detail.set(Detail.NONE);
            return;
        }
        GraphScene scene = drawing.scene();
        if (banded != null && scene.layout() == banded.layout() && scene.network() == banded.network() && scene.flow().equals(banded.flow())) {
            return;
        }
        banded = scene;
        banding.cancel();
        if (ofWeights != null && weighed == scene.network() && ofWeights.isOf(scene)) {
            unbanded = null;
            show(ofWeights);
            return;
        }
        await(true, linksAwaited);
        unbanded = drawing;
        if (pictured) {
            band();
        }
    }

    private void show(DensityBands bands) {
        await(false, linksAwaited);
        detail.set(new Detail(Optional.of(bands), detail.get().near()));
    }

    /** Tells whether there is a picture: the bands are found after the first one, which comes the sooner. */
    void setPictured(boolean is) {
        pictured = is;
        if (is) {
            band();
        }
    }

    private void band() {
        if (unbanded == null) {
            return;
        }
        Drawing drawing = unbanded;
        GraphScene scene = drawing.scene();
        unbanded = null;
        banding = workspace.executor().submit(new BackgroundTask<>(DensityBands.task(scene.flow(), scene.network().name()),
                progress -> DensityBands.of(scene, progress),
                bands -> {
                    if (scene.flow().isEmpty()) {
                        ofWeights = bands;
                        weighed = scene.network();
                    }
                    show(bands);
                }, error -> failed(drawing, error)));
    }

    /** Tells what is seen, whenever it is drawn. @param zoom how many times larger than fitted the graph is shown */
    void seen(Drawing drawing, Viewpoint viewpoint, double width, double height, double zoom) {
        View now = new View(drawing, viewpoint, width, height, zoom);
        if (drawing == null || now.equals(seen)) {
            return;
        }
        seen = now;
        fetching.cancel();
        if (Detail.near(zoom) <= 0) {
            settling.stop();
            await(bandsAwaited, false);
            near(Optional.empty());
        } else {
            await(bandsAwaited, true);
            settling.playFromStart();
        }
    }

    private void fetch() {
        View view = seen;
        if (view == null) {
            return;
        }
        Viewpoint at = view.viewpoint();
        double halfWidth = view.width() / 2 / at.scale();
        double halfHeight = view.height() / 2 / at.scale();
        Optional<List<Neuron>> neurons = InView.of(view.drawing().scene().layout(), at.centreX() - halfWidth, at.centreY() - halfHeight,
                at.centreX() + halfWidth, at.centreY() + halfHeight, at.scale(), InView.APART, FEW);
        if (neurons.isEmpty() || neurons.get().isEmpty()) {
            await(bandsAwaited, false);
            near(Optional.empty());
            return;
        }
        NearLinks.Wish wish = new NearLinks.Wish(view.drawing().scene(), view.drawing().palette(), workspace.linkChoiceProperty().get(),
                workspace.shownGateProperty().get(), neurons.get(), 2 * halfHeight);
        fetching = workspace.executor().submit(new BackgroundTask<>("Links of the neurons in view", progress -> links.of(wish, progress),
                found -> {
                    await(bandsAwaited, false);
                    near(found);
                }, error -> failed(view.drawing(), error)));
    }

    private void near(Optional<Near> found) {
        if (found.isPresent() || detail.get().near().isPresent()) {
            detail.set(new Detail(detail.get().bands(), found));
        }
    }

    private void failed(Drawing drawing, Throwable error) {
        // a network that was closed meanwhile has no weights any more; nobody wants to hear of it
        if (Objects.equals(drawing.scene().network(), workspace.network())) {
            workspace.fail(error);
        }
        await(false, false);
    }

    private void await(boolean bands, boolean near) {
        bandsAwaited = bands;
        linksAwaited = near;
        busy.set(bands || near);
    }
}
