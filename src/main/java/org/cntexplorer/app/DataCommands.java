package org.cntexplorer.app;

import java.io.IOException;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanExpression;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.cntexplorer.app.command.Command;
import org.cntexplorer.app.command.Commands;
import org.cntexplorer.app.data.DataPane;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.data.RandomSamples;

/** Declares the commands of the samples that the network is run on. */
final class DataCommands {
    private DataCommands() {}

    private static KeyCode key(RandomSamples.Kind kind) {
        return switch (kind) {
            case UNIFORM -> KeyCode.U;
            case GAUSSIAN -> KeyCode.N;
            case ONE_HOT -> KeyCode.Y;
        };
    }

    private static void openDigits(Workspace workspace, DataPane pane) {
        try {
            pane.model().open(List.of(ModelOpening.sample(ModelOpening.DIGITS)));
        } catch (IOException e) {
            workspace.fail(e);
        }
    }

    static void addTo(Commands commands, Workspace workspace, MainWindow window, PaneLayout layout) {
        DataPane pane = window.data();
        BooleanExpression open = Bindings.isNotNull(workspace.networkProperty());
        BooleanExpression there = Bindings.isNotNull(workspace.data().samplesProperty());
        commands.add(new Command("data.open", "Open data…", "Opens samples for the network: a NumPy array, a table, MNIST, CIFAR, pictures", "fth-database",
                new KeyCodeCombination(KeyCode.I, KeyCombination.SHORTCUT_DOWN), open, pane::choose).needing("an open model"));
        commands.add(new Command("data.folder", "Open a folder of pictures…", "Opens the pictures below a folder as samples; the folders in it are the classes", "fth-image",
                new KeyCodeCombination(KeyCode.I, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN), open, pane::chooseFolder).needing("an open model"));
        commands.add(new Command("data.sample", "Open sample digits", "Opens a hundred handwritten digits that the sample network was not trained on", "fth-box",
                new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN), open, () -> openDigits(workspace, pane)).needing("an open model"));
        for (RandomSamples.Kind kind : RandomSamples.Kind.values()) {
            commands.add(new Command("data.random-" + kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), "Random samples: " + kind.word(),
                    "Makes samples up that fit the network, others each time", "fth-shuffle",
                    new KeyCodeCombination(key(kind), KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN), open,
                    () -> pane.model().makeUp(kind)).needing("an open model"));
        }
        commands.add(new Command("data.next", "Next sample", "Looks at the next sample, of the class that is stepped through", "fth-chevron-right",
                new KeyCodeCombination(KeyCode.J), there, () -> pane.model().step(1)).needing("open samples"));
        commands.add(new Command("data.previous", "Previous sample", "Looks at the sample before", "fth-chevron-left",
                new KeyCodeCombination(KeyCode.J, KeyCombination.SHIFT_DOWN), there, () -> pane.model().step(-1)).needing("open samples"));
        commands.add(new Command("data.close", "Close data", "Closes the samples", "fth-x", new KeyCodeCombination(KeyCode.J, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN), there,
                pane.model()::close).needing("open samples"));
        commands.add(new Command("data.export", "Export figures on data…", "Saves what all samples make of the network for a paper: confusion matrix, activations, sampling errors",
                "fth-download", new KeyCodeCombination(KeyCode.E, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN), window.activity().model().activityProperty().isNotNull(),
                window::exportOnData).needing("samples that were run"));
        workspace.data().samplesProperty().subscribe(samples -> {
            if (samples != null) {
                layout.shownProperty(PaneLayout.Side.DATA).set(true);
            }
        });
    }
}
