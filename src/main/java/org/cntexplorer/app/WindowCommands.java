package org.cntexplorer.app;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.Property;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.cntexplorer.app.command.Command;
import org.cntexplorer.app.command.Commands;
import org.cntexplorer.app.compare.CompareViewModel;
import org.cntexplorer.app.theme.ThemeChoice;
import org.cntexplorer.app.theme.Themes;
import org.cntexplorer.app.workspace.View;
import org.cntexplorer.app.workspace.ViewHistory;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.graph.LayoutChoice;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.model.Weighting;

/** Declares the window's commands: what each is called, its key, when it can run, and whom it asks. */
final class WindowCommands {
    private final Commands commands = new Commands();
    private final MainWindow window;
    private final Workspace workspace;
    private final BooleanExpression open;

    private WindowCommands(MainWindow window, Workspace workspace) {
        this.window = window;
        this.workspace = workspace;
        this.open = Bindings.isNotNull(workspace.networkProperty());
    }

    static Commands of(MainWindow window, Workspace workspace, ViewHistory history, Themes themes, PaneLayout layout) {
        WindowCommands declared = new WindowCommands(window, workspace);
        declared.file();
        declared.edit(history);
        declared.view(themes, layout);
        declared.numbers();
        declared.graph();
        LinkCommands.addTo(declared.commands, workspace, window.graph().model().links());
        DataCommands.addTo(declared.commands, workspace, window, layout);
        declared.tabs();
        declared.compare();
        window.run().addTo(declared.commands);
        declared.help();
        return declared.commands;
    }

    private static KeyCombination ctrl(KeyCode code, KeyCombination.Modifier... more) {
        KeyCombination.Modifier[] all = new KeyCombination.Modifier[more.length + 1];
        all[0] = KeyCombination.SHORTCUT_DOWN;
        System.arraycopy(more, 0, all, 1, more.length);
        return new KeyCodeCombination(code, all);
    }

    private static KeyCombination key(KeyCode code) {
        return new KeyCodeCombination(code);
    }

    private static KeyCombination shift(KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.SHIFT_DOWN);
    }

    private static KeyCombination alt(KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.ALT_DOWN);
    }

    /** 1 for the first of several choices. */
    private static KeyCode digit(int choice) {
        return KeyCode.valueOf("DIGIT" + (choice + 1));
    }

    private static String inWords(Weighting weighting) {
        return switch (weighting) {
            case SIGNED -> "each as it is";
            case ABSOLUTE -> "each by its magnitude";
            case POSITIVE -> "only those over 0";
            case NEGATIVE -> "only those below 0";
        };
    }

    private void always(String id, String label, String help, String icon, KeyCombination key, Runnable action) {
        commands.add(new Command(id, label, help, icon, key, action));
    }

    private void withModel(String id, String label, String help, String icon, KeyCombination key, Runnable action) {
        commands.add(new Command(id, label, help, icon, key, open, action).needing("an open model"));
    }

    private void toggle(String id, String label, String help, String icon, KeyCombination key, BooleanProperty on) {
        commands.add(new Command(id, label, help, icon, key, () -> on.set(!on.get())).marked(on, false));
    }

    /** One of several values of a property. */
    private <T> void choice(String id, String label, String help, KeyCombination key, Property<T> property, Function<T, Object> aspect,
                            Object value, Function<T, T> chosen) {
        commands.add(new Command(id, label, help, "", key, () -> property.setValue(chosen.apply(property.getValue())))
                .marked(Command.when(property, v -> aspect.apply(v).equals(value)), true));
    }

    private void file() {
        always("file.open", "Open…", "Opens a model file, a session or a study", "fth-folder", ctrl(KeyCode.O), window::chooseFile);
        always("file.sample", "Open sample", "Opens a small network that recognises handwritten digits", "fth-box",
                ctrl(KeyCode.O, KeyCombination.SHIFT_DOWN), window.opening()::openSample);
        always("file.study", "New study…", "Measures many networks of a folder, and compares good ones with bad ones", "fth-layers", ctrl(KeyCode.N),
                window.studies()::create);
        withModel("file.save", "Save session", "Saves which models are open and how they are looked at, as a session file", "fth-save", ctrl(KeyCode.S),
                window.sessions().desk()::save);
        withModel("file.save-as", "Save session as…", "Saves the session in another file", "", ctrl(KeyCode.S, KeyCombination.SHIFT_DOWN),
                window.sessions().desk()::saveAs);
        commands.add(new Command("file.reopen", "Reopen closed", "Opens again what was closed last without having been saved, as it was", "fth-corner-up-left",
                ctrl(KeyCode.T, KeyCombination.SHIFT_DOWN), window.sessions().reopenable(), window.sessions()::reopen)
                .needing("something that was closed"));
        withModel("file.export", "Export…", "Saves the graph, a plot or a table for a paper", "fth-download", ctrl(KeyCode.E), window::export);
        withModel("file.reading", "Read otherwise…", "Opens the file again with another input shape, normalisations kept, or recurrent layers unfolded",
                "fth-sliders", ctrl(KeyCode.R), window::askHowToRead);
        withModel("file.close", "Close", "Closes the model that is shown", "fth-x", ctrl(KeyCode.W), workspace::close);
        always("file.quit", "Quit", "Ends the program", "fth-log-out", ctrl(KeyCode.Q), window::quit);
    }

    private void tabs() {
        BooleanExpression several = Bindings.size(workspace.models()).greaterThan(1);
        commands.add(new Command("tab.next", "Next model", "Shows the next of the open models", "fth-chevron-right",
                new KeyCodeCombination(KeyCode.TAB, KeyCombination.CONTROL_DOWN), several, () -> workspace.step(1)).needing("a second open model"));
        commands.add(new Command("tab.previous", "Previous model", "Shows the open model before this one", "fth-chevron-left",
                new KeyCodeCombination(KeyCode.TAB, KeyCombination.CONTROL_DOWN, KeyCombination.SHIFT_DOWN), several, () -> workspace.step(-1))
                .needing("a second open model"));
    }

    private void compare() {
        CompareViewModel compared = window.compare().model();
        BooleanExpression several = Bindings.size(workspace.models()).greaterThan(1);
        BooleanExpression comparing = compared.partnerProperty().isNotNull();
        commands.add(new Command("compare.models", "Compare models", "Shows another open model of the same architecture beside this one, seen from the same place",
                "fth-columns", ctrl(KeyCode.G), several, compared::toggle).marked(comparing, false).needing("a second open model"));
        BooleanExpression differing = compared.modeProperty().isEqualTo(CompareViewModel.Mode.DIFFERENCE);
        commands.add(new Command("compare.difference", "Difference of the models", "One graph of what the second model has more than the first: Δs and Δw",
                "fth-minus-square", ctrl(KeyCode.G, KeyCombination.SHIFT_DOWN), comparing,
                () -> compared.modeProperty().set(differing.get() ? CompareViewModel.Mode.SIDE_BY_SIDE : CompareViewModel.Mode.DIFFERENCE))
                .marked(differing, false).needing("two models that are compared"));
        BooleanProperty table = window.compare().tablesShownProperty();
        commands.add(new Command("compare.table", "Table of differences", "Where two models that are compared differ, by layer and by neuron, instead of the plots",
                "fth-list", ctrl(KeyCode.T), comparing, () -> table.set(!table.get()))
                .marked(table, false).needing("two models that are compared"));
        commands.add(new Command("compare.swap", "Swap the models", "Lets two models that are compared change places", "fth-repeat",
                key(KeyCode.X), comparing, compared::swap).needing("two models that are compared"));
    }

    private void edit(ViewHistory history) {
        commands.add(new Command("edit.undo", "Undo", "Takes back the last change of the view: selection, links, colours, conventions",
                "fth-rotate-ccw", ctrl(KeyCode.Z), history.undoableProperty(), history::undo)
                .needing("a change to take back").saying(history.toUndoProperty()));
        commands.add(new Command("edit.redo", "Redo", "Makes the change again that was taken back", "fth-rotate-cw",
                ctrl(KeyCode.Z, KeyCombination.SHIFT_DOWN), history.redoableProperty(), history::redo)
                .needing("a change that was taken back").saying(history.toRedoProperty()));
    }

    private void view(Themes themes, PaneLayout layout) {
        for (ThemeChoice theme : ThemeChoice.values()) {
            KeyCode letter = switch (theme) {
                case SYSTEM -> KeyCode.D;
                case LIGHT -> KeyCode.L;
                case DARK -> KeyCode.K;
            };
            choice("theme." + theme.name().toLowerCase(java.util.Locale.ROOT), theme.label(), "Theme: the colours of the window",
                    ctrl(letter, KeyCombination.SHIFT_DOWN), themes.choiceProperty(), t -> t, theme, before -> theme);
        }
        always("theme.toggle", "Light or dark", "Switches between light and dark", "fth-moon", ctrl(KeyCode.D), themes::toggle);
        KeyCode[] keys = {KeyCode.DIGIT1, KeyCode.DIGIT2, KeyCode.DIGIT3, KeyCode.U};
        String[] icons = {"fth-list", "fth-bar-chart-2", "fth-info", "fth-database"};
        for (PaneLayout.Side side : PaneLayout.Side.values()) {
            toggle("pane." + side.id(), side.label(), "Shows or hides the " + side.label().toLowerCase(java.util.Locale.ROOT) + " pane",
                    icons[side.ordinal()], ctrl(keys[side.ordinal()]), layout.shownProperty(side));
        }
        always("view.search", "Search…", "Finds neurons: 2:17, a layer's name, top 10 strength, strength > 3", "fth-search", ctrl(KeyCode.F),
                window::focusSearch);
        always("view.tasks", "Tasks", "Shows what the program is working on", "fth-activity", ctrl(KeyCode.J), window::showTasks);
        always("pane.next", "Next pane", "Moves the focus to the next pane: data, layers, graph, pinned neurons, plots, inspector", "", key(KeyCode.F6),
                () -> window.focusPane(1));
        always("pane.previous", "Previous pane", "Moves the focus to the pane before", "", shift(KeyCode.F6), () -> window.focusPane(-1));
    }

    private void numbers() {
        Property<Convention> convention = workspace.conventionProperty();
        toggleConvention("convention.bias", "Count biases", "Whether the bias of a neuron is one more incoming link", ctrl(KeyCode.B),
                Convention::bias, c -> c.withBias(!c.bias()));
        toggleConvention("convention.boundary", "Boundary constant 1", "Adds 1 to the strength of the first and the last layer's neurons",
                ctrl(KeyCode.B, KeyCombination.SHIFT_DOWN), c -> c.boundary() != 0, c -> c.withBoundary(c.boundary() != 0 ? 0 : 1));
        toggleConvention("convention.skips", "Count skips", "Whether links of fixed weight count, such as the 1 of a residual skip",
                ctrl(KeyCode.K), Convention::skips, c -> c.withSkips(!c.skips()));
        for (Weighting weighting : Weighting.values()) {
            String name = weighting.name().toLowerCase(java.util.Locale.ROOT);
            choice("weights." + name, Character.toUpperCase(name.charAt(0)) + name.substring(1), "Weights count so in a strength: " + inWords(weighting),
                    shift(digit(weighting.ordinal())), convention, Convention::weighting, weighting, c -> c.withWeighting(weighting));
        }
        for (NeuronQuantity quantity : NeuronQuantity.values()) {
            choice("colour." + quantity.name().toLowerCase(java.util.Locale.ROOT), quantity.label(), "Colours the neurons by it",
                    key(digit(quantity.ordinal())), workspace.quantityProperty(), q -> q, quantity, before -> quantity);
        }
        commands.add(new Command("graph.own-ranges", "Each layer its own range",
                "Colours and sizes of a layer's neurons reach to that layer's largest value, not to that of the whole network", "fth-bar-chart", key(KeyCode.DIGIT9), workspace.view()::turnRanges).marked(workspace.view().ownRanges(), false));
        toggle("view.images", "Show inputs as images", "Lays out an input vector such as 784 as the image that it may be, 28×28", "",
                key(KeyCode.I), workspace.assumeImagesProperty());
    }

    private void toggleConvention(String id, String label, String help, KeyCombination key, Predicate<Convention> aspect,
                                  Function<Convention, Convention> turned) {
        Property<Convention> convention = workspace.conventionProperty();
        commands.add(new Command(id, label, help, "", key, () -> convention.setValue(turned.apply(convention.getValue())))
                .marked(Command.when(convention, aspect), false));
    }

    private void graph() {
        withModel("graph.fit", "Fit", "Shows the whole graph", "fth-maximize", key(KeyCode.F), window::fit);
        withModel("graph.zoom-in", "Zoom in", "Shows the graph larger", "fth-zoom-in", key(KeyCode.PLUS), window::zoomIn);
        withModel("graph.zoom-out", "Zoom out", "Shows the graph smaller", "fth-zoom-out", key(KeyCode.MINUS), window::zoomOut);
        toggle("graph.minimap", "Map of the graph", "Shows the whole graph, small, where not all of it is seen", "fth-map", key(KeyCode.M),
                workspace.view().minimapProperty());
        BooleanExpression some = Command.when(workspace.selection().neuronsProperty(), neurons -> !neurons.isEmpty());
        commands.add(new Command("neuron.name", "Name the neuron…", "Gives the selected neuron a name, which is drawn beside it and found by the search", "fth-tag",
                key(KeyCode.N), some, window::nameNeuron).needing("a selected neuron"));
        commands.add(new Command("neuron.pin", "Pin", "Compares the selected neurons with others side by side; the same again takes them out", "fth-bookmark",
                key(KeyCode.P), some, window::pin).needing("a selected neuron"));
        commands.add(new Command("neuron.unpin-all", "Unpin all", "Ends the comparison of neurons", "fth-x", shift(KeyCode.P),
                Command.when(workspace.view().pinnedProperty(), pinned -> !pinned.isEmpty()),
                () -> workspace.view().pinnedProperty().set(java.util.List.of())).needing("a pinned neuron"));
        withModel("graph.filter", "Filter neurons by the legend", "Arrow keys move the ends of the range of neurons that stand out", "fth-filter", key(KeyCode.L),
                window.graph()::filter);
        commands.add(new Command("graph.filter-clear", "Clear filter", "Takes the range of neurons that stand out away", "fth-x", shift(KeyCode.L),
                Command.when(workspace.view().filterProperty(), Optional::isPresent),
                () -> workspace.view().filterProperty().set(Optional.empty())).needing("a filter"));
        layouts();
        commands.add(new Command("graph.weights-clear", "Show links of all weights", "Takes away the range of weights that was dragged in the plot of weights", "fth-x",
                shift(KeyCode.W), Command.when(workspace.view().weightsProperty(), Optional::isPresent),
                () -> workspace.view().weightsProperty().set(Optional.empty())).needing("a range of weights"));
        always("graph.clear", "Clear selection", "Dismisses a message, closes the channel that was opened last, or selects nothing", "fth-x-circle", key(KeyCode.ESCAPE), window::escape);
    }

    private void layouts() {
        View view = workspace.view();
        for (LayoutChoice.Kind kind : LayoutChoice.Kind.values()) {
            Command command = new Command("layout." + kind.name().toLowerCase(java.util.Locale.ROOT), kind.label(), switch (kind) {
                case LAYERED -> "Layers from left to right";
                case RADIAL -> "Layers as rings, the first in the middle";
                case FORCE -> "The selected neurons and those that the links shown join them to, as these pull";
            }, "", alt(digit(kind.ordinal())), open, () -> view.lay(kind));
            commands.add(command.marked(Command.when(view.layoutProperty(), l -> l.kind() == kind), true).needing("an open model"));
        }
        for (LayoutChoice.Order order : LayoutChoice.Order.values()) {
            Command command = new Command("order." + order.name().toLowerCase(java.util.Locale.ROOT), order.label(),
                    "Orders the neurons within each layer that is no image", "",
                    new KeyCodeCombination(digit(order.ordinal()), KeyCombination.ALT_DOWN, KeyCombination.SHIFT_DOWN), open,
                    () -> view.lay(view.state().layout().with(order)));
            commands.add(command.marked(Command.when(view.layoutProperty(), l -> l.order() == order), true).needing("an open model"));
        }
    }

    private void help() {
        always("help.commands", "All commands…", "Finds any command by a few letters of its name, and runs it", "fth-command",
                ctrl(KeyCode.P, KeyCombination.SHIFT_DOWN), window::showCommands);
        always("help.guide", "Keys and gestures", "What the keys and the mouse do", "fth-help-circle", key(KeyCode.F1), window::showHelp);
        always("help.about", "About CNT Explorer", "Version and licence", "fth-info", shift(KeyCode.F1), window::showAbout);
    }
}
