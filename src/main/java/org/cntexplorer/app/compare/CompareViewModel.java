package org.cntexplorer.app.compare;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ListChangeListener;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.app.workspace.Numbers;
import org.cntexplorer.app.workspace.OpenModel;
import org.cntexplorer.app.workspace.ViewState;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.metric.Differences;
import org.cntexplorer.metric.LinkWeights;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Averaging;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Counterparts;
import org.cntexplorer.model.Difference;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.OneToOne;
import org.cntexplorer.progress.Progress;

/**
 * The model that is looked at compared with another one that is open: beside it in a workspace of its own, which is looked at in the same way, or
 * subtracted from it. Every model keeps whom it is compared with until one of the two is closed. Knows no control.
 */
public final class CompareViewModel {
    /** What is seen of the two. */
    public enum Mode {
        SIDE_BY_SIDE, DIFFERENCE
    }

    /** Two networks of the same architecture, the difference between them, and what is known of its weights. */
    private record Subtracted(Network difference, Network changed, LinkWeights weights, LinkWeights weightsOfOther) implements AutoCloseable {
        /** What is drawn: connections of which no weight has changed have no links, and nobody looks for the strongest of billions that are 0. */
        static Network changed(Network difference, LinkWeights weights) {
            return new Network(difference.name(), difference.format(), difference.layers(),
                    difference.connections().stream().map(c -> isSame(weights.connection(c.index()).weights()) ? unlinked(c) : c).toList(), List.of(), () -> { });
        }

        private static boolean isSame(Moments changes) {
            return changes.n() > 0 && changes.nonFinite() == 0 && changes.min() == 0 && changes.max() == 0;
        }

        private static Connection unlinked(Connection c) {
            return new OneToOne(c.index(), c.name(), c.kind(), c.from(), c.to(), Averaging.run(c.targets(), 0, 0, 0, c.sources()), Optional.empty(), 1, c.bias());
        }

        @Override
        public void close() {
            difference.close();
        }
    }

    private final Workspace main;
    private final Workspace twin;
    private final Map<OpenModel, OpenModel> partners = new HashMap<>();
    private final ReadOnlyObjectWrapper<OpenModel> partner = new ReadOnlyObjectWrapper<>(this, "partner");
    private final ObjectProperty<Mode> mode = new SimpleObjectProperty<>(this, "mode", Mode.SIDE_BY_SIDE);
    private final ReadOnlyObjectWrapper<Differences> differences = new ReadOnlyObjectWrapper<>(this, "differences");
    private Counterparts pairs;
    private Subtracted subtracted;
    private TaskExecutor.Handle pairing = TaskExecutor.Handle.NONE;
    private TaskExecutor.Handle subtracting = TaskExecutor.Handle.NONE;
    private TaskExecutor.Handle measuring = TaskExecutor.Handle.NONE;
    private boolean following;

    /**
     * @param main where the models are open
     * @param pool does the twin's work
     */
    public CompareViewModel(Workspace main, TaskExecutor pool) {
        this.main = main;
        twin = new Workspace(pool);
        twin.setOnError(main::fail);
        main.models().addListener((ListChangeListener<OpenModel>) change -> closed());
        main.networkProperty().addListener((p, was, is) -> {
            if (main.isStepping() && partner.get() != null) {
                step(main.current(), partner.get());
                return;
            }
            end();
            Optional.ofNullable(partners.get(main.current())).ifPresent(other -> begin(main.current(), other));
        });
        main.numbersProperty().addListener((p, was, is) -> measure());
        main.view().stateProperty().addListener((p, was, is) -> follow(() -> twin.view().set(forTwin(is))));
        twin.view().stateProperty().addListener((p, was, is) -> follow(() -> main.view().set(forMain(is))));
        main.brush().pointedProperty().addListener((p, was, is) -> twin.brush().pointedProperty().set(is));
        twin.brush().pointedProperty().addListener((p, was, is) -> main.brush().pointedProperty().set(is));
        twin.revealedProperty().addListener((p, was, is) -> {
            if (is != null) {
                main.reveal(is);
            }
        });
        mode.addListener((p, was, is) -> show());
    }

    /** What stands beside the main graph: the other model, or the difference. */
    Workspace twin() {
        return twin;
    }

    Workspace main() {
        return main;
    }

    /** Whom the current model is compared with; null where with none. */
    public ReadOnlyObjectProperty<OpenModel> partnerProperty() {
        return partner.getReadOnlyProperty();
    }

    public ObjectProperty<Mode> modeProperty() {
        return mode;
    }

    /** How the two differ; null until it is known. */
    public ReadOnlyObjectProperty<Differences> differencesProperty() {
        return differences.getReadOnlyProperty();
    }

    /** The open models that the current one can be compared with. */
    List<OpenModel> others() {
        return main.models().stream().filter(model -> model != main.current()).toList();
    }

    /** Compares the current model with the next one, or no more. */
    public void toggle() {
        if (partner.get() != null) {
            stop();
        } else if (!others().isEmpty()) {
            int at = main.models().indexOf(main.current());
            compareWith(main.models().get((at + 1) % main.models().size()));
        }
    }

    /** Compares the current model with another; a sentence where their architectures differ, and everything stays as it is. */
    public void compareWith(OpenModel other) {
        if (main.current() != null && other != main.current() && other != partner.get()) {
            begin(main.current(), other);
        }
    }

    /** Compares the current model with none any more. */
    public void stop() {
        partners.remove(main.current());
        end();
    }

    /** The other becomes the one that is looked at, and is compared with this one. */
    public void swap() {
        OpenModel other = partner.get();
        if (other != null) {
            partners.put(other, main.current());
            ViewState same = main.view().state();
            main.select(other);
            main.view().set(same);
        }
    }

    private void begin(OpenModel a, OpenModel b) {
        pairing.cancel();
        pairing = main.executor().submit(new BackgroundTask<>("Compare " + a + " with " + b, progress -> Counterparts.of(a.network(), b.network()), found -> {
            end();
            pairs = found;
            partners.put(a, b);
            partner.set(b);
            show();
            subtract(found);
        }, error -> {
            partners.remove(a, b);
            main.fail(error);
        }));
    }

    /** Another checkpoint takes the first one's place, and is compared with the same model, which stays where it is seen. */
    private void step(OpenModel a, OpenModel b) {
        pairing.cancel();
        subtracting.cancel();
        measuring.cancel();
        pairs = null;
        differences.set(null);
        if (subtracted != null) {
            if (mode.get() == Mode.DIFFERENCE) {
                alone(twin::closeAll);
            }
            subtracted.close();
            subtracted = null;
        }
        pairing = main.executor().submit(new BackgroundTask<>("Compare " + a + " with " + b, progress -> Counterparts.of(a.network(), b.network()), found -> {
            pairs = found;
            show();
            subtract(found);
        }, main::fail));
    }

    private void closed() {
        if (partner.get() != null && !main.models().contains(partner.get())) {
            end();
        }
        partners.entrySet().removeIf(pair -> !main.models().contains(pair.getKey()) || !main.models().contains(pair.getValue()));
    }

    /** Lets go of everything that has to do with the two: their files may be unmapped next. */
    private void end() {
        pairing.cancel();
        subtracting.cancel();
        measuring.cancel();
        alone(twin::closeAll);
        pairs = null;
        partner.set(null);
        differences.set(null);
        if (subtracted != null) {
            subtracted.close();
            subtracted = null;
        }
    }

    private void subtract(Counterparts of) {
        OpenModel other = partner.get();
        Optional<LinkWeights> known = other.numbers().map(Numbers::linkWeights);
        subtracting = main.executor().submit(new BackgroundTask<>("Subtract " + of.a().name() + " from " + of.b().name(), progress -> {
            Network difference = Difference.of(of.a(), of.b(), progress.part(0, 0.6));
            try {
                LinkWeights weights = LinkWeights.of(difference, progress.part(0.6, 0.8));
                return new Subtracted(difference, Subtracted.changed(difference, weights), weights,
                        known.orElseGet(() -> LinkWeights.of(of.b(), progress.part(0.8, 1))));
            } catch (RuntimeException e) {
                difference.close();
                throw e;
            }
        }, made -> {
            subtracted = made;
            show();
            measure();
        }, main::fail));
    }

    private void show() {
        OpenModel other = partner.get();
        if (other == null) {
            return;
        }
        if (mode.get() == Mode.SIDE_BY_SIDE) {
            if (twin.network() == null || !twin.fileProperty().get().equals(other.path())) {
                alone(() -> twin.borrow(other.path(), other.network(), other.numbers(), forTwin(main.view().state())));
            }
        } else if (subtracted == null) {
            alone(twin::closeAll);
        } else {
            Network difference = subtracted.changed();
            alone(() -> twin.borrow(Path.of(difference.name()), difference, Optional.empty(), forTwin(main.view().state())));
        }
    }

    private void measure() {
        measuring.cancel();
        Numbers numbers = main.numbers();
        Counterparts of = pairs;
        Subtracted with = subtracted;
        if (numbers == null || of == null || with == null || numbers.network() != of.a()) {
            return;
        }
        Optional<NodeStrength> known = partner.get().numbers().filter(n -> n.convention().equals(numbers.convention())).map(Numbers::strength);
        measuring = main.executor().submit(new BackgroundTask<>("Differences of " + of.a().name() + " and " + of.b().name(),
                progress -> differences(of, with, numbers, known, progress), differences::set, main::fail));
    }

    private static Differences differences(Counterparts of, Subtracted with, Numbers numbers, Optional<NodeStrength> known, Progress progress) {
        NodeStrength other = known.orElseGet(() -> NodeStrength.of(of.b(), numbers.convention(), progress.part(0, 0.9)));
        return Differences.of(of, numbers.strength(), other, numbers.linkWeights(), with.weightsOfOther(), with.weights(), progress.part(0.9, 1));
    }

    /** A range of strengths says nothing of their differences. */
    private ViewState forTwin(ViewState ofMain) {
        return mode.get() == Mode.DIFFERENCE ? ofMain.through(Optional.empty()) : ofMain;
    }

    private ViewState forMain(ViewState ofTwin) {
        return mode.get() == Mode.DIFFERENCE ? ofTwin.through(main.view().state().filter()) : ofTwin;
    }

    /** The two are looked at in the same way. */
    private void follow(Runnable change) {
        if (!following && twin.network() != null) {
            alone(change);
        }
    }

    private void alone(Runnable change) {
        boolean before = following;
        following = true;
        try {
            change.run();
        } finally {
            following = before;
        }
    }

    /** Lets go of everything. */
    public void close() {
        end();
    }
}
