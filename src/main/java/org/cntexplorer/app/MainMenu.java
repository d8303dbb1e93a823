package org.cntexplorer.app;

import java.nio.file.Path;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.cntexplorer.app.command.CommandControls;
import org.cntexplorer.app.command.Commands;

/** The menu bar, made of the commands. */
final class MainMenu {
    private final Commands commands;
    private final ModelOpening opening;
    private final Menu recent = new Menu("Open recent");
    private final MenuBar root;

    MainMenu(Commands commands, ModelOpening opening) {
        this.commands = commands;
        this.opening = opening;
        recent.setId("menu-recent");
        opening.recent().addListener((ListChangeListener<Path>) change -> fillRecent());
        fillRecent();
        Menu file = menu("File", "file.open");
        file.getItems().add(recent);
        add(file, "file.study", "run.open", "file.reopen", "file.sample", "file.reading", null, "file.save", "file.save-as", null, "file.export", null, "file.close", "file.quit");
        root = new MenuBar(file, menu("Edit", "edit.undo", "edit.redo", null, "graph.clear", "view.search"),
                menu("View", "pane.layers", "pane.inspector", "pane.plots", "pane.data", null, "pane.next", "pane.previous",
                        "tab.next", "tab.previous", null, "view.images", null, "view.tasks"),
                menu("Graph", "graph.fit", "graph.zoom-in", "graph.zoom-out", null, "graph.minimap", "graph.own-ranges", "graph.filter", "graph.filter-clear", "graph.weights-clear",
                        "graph.selection-only", null, "neuron.name", "neuron.pin", "neuron.unpin-all"),
                menu("Data", "data.open", "data.folder", "data.sample", null, "data.random-uniform", "data.random-gaussian", "data.random-one-hot", null, "data.next", "data.previous",
                        null, "data.export", null, "data.close"),
                menu("Compare", "compare.models", "compare.difference", "compare.swap", null, "compare.table"),
                menu("Run", "run.play", "run.next", "run.previous", "run.first", "run.last", null, "run.faster", "run.slower", "run.loop", null, "run.scale",
                        "run.curves", "run.measure", null, "run.compare-previous", "run.compare-first", null, "run.close"),
                menu("Numbers", "convention.bias", "convention.boundary", "convention.skips"),
                menu("Help", "help.commands", "help.guide", null, "help.about"));
        menuOf("View").getItems().addFirst(submenu("Theme", "theme.system", "theme.light", "theme.dark", null, "theme.toggle"));
        menuOf("Graph").getItems().addAll(new SeparatorMenuItem(), submenuOf("Colour neurons by", "colour."),
                submenuOf("Links shown", "links."), submenuOf("Sign of links", "sign."), submenuOf("Paths", "focus."),
                submenuOf("Layout", "layout."), submenuOf("Order of neurons", "order."));
        menuOf("Numbers").getItems().addAll(new SeparatorMenuItem(), submenuOf("Weights count", "weights."));
        root.setId("menu-bar");
        root.setUseSystemMenuBar(true);
    }

    MenuBar root() {
        return root;
    }

    private Menu menuOf(String title) {
        return root.getMenus().stream().filter(m -> m.getText().equals(title)).findFirst().orElseThrow();
    }

    /** A menu of these commands; null is a line between them. */
    private Menu menu(String title, String... ids) {
        Menu menu = new Menu(title);
        menu.setId("menu-" + title.toLowerCase(java.util.Locale.ROOT));
        add(menu, ids);
        return menu;
    }

    private Menu submenu(String title, String... ids) {
        Menu menu = new Menu(title);
        add(menu, ids);
        return menu;
    }

    /** A submenu of every command of one family. */
    private Menu submenuOf(String title, String family) {
        return submenu(title, commands.all().stream().map(c -> c.id()).filter(id -> id.startsWith(family)).toArray(String[]::new));
    }

    private void add(Menu menu, String... ids) {
        for (String id : ids) {
            menu.getItems().add(id == null ? new SeparatorMenuItem() : CommandControls.menuItem(commands.get(id)));
        }
    }

    private void fillRecent() {
        recent.getItems().clear();
        for (Path file : opening.recent()) {
            MenuItem item = new MenuItem(file.getFileName() + "  —  " + file.getParent());
            item.setMnemonicParsing(false);
            item.setOnAction(e -> opening.open(file));
            recent.getItems().add(item);
        }
        recent.setDisable(opening.recent().isEmpty());
        if (!opening.recent().isEmpty()) {
            MenuItem forget = new MenuItem("Forget these");
            forget.setId("menu-recent-forget");
            forget.setOnAction(e -> opening.forgetRecent());
            recent.getItems().addAll(new SeparatorMenuItem(), forget);
        }
    }
}
