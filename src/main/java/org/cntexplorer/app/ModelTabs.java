package org.cntexplorer.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import org.cntexplorer.app.workspace.OpenModel;
import org.cntexplorer.app.workspace.Workspace;

/** The open models as tabs, where there are several. The tabs hold nothing: choosing one changes what the panes below show. */
final class ModelTabs {
    private final Workspace workspace;
    private final TabPane root = new TabPane();
    private final Map<OpenModel, Tab> tabs = new LinkedHashMap<>();
    private boolean following;

    ModelTabs(Workspace workspace) {
        this.workspace = workspace;
        root.setId("model-tabs");
        root.getStyleClass().add("model-tabs");
        root.setAccessibleText("Open models");
        root.setTabClosingPolicy(TabPane.TabClosingPolicy.ALL_TABS);
        root.setMinHeight(Region.USE_PREF_SIZE);
        root.setMaxHeight(Region.USE_PREF_SIZE);
        root.managedProperty().bind(root.visibleProperty());
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::step);
        workspace.models().addListener((ListChangeListener<OpenModel>) change -> show());
        // a checkpoint that gives way to another keeps its tab
        workspace.fileProperty().addListener((p, was, is) -> nameTabs());
        workspace.currentProperty().subscribe(this::follow);
        root.getSelectionModel().selectedItemProperty().addListener((p, was, is) -> choose(is));
        show();
    }

    Node root() {
        return root;
    }

    /** The keys of the window's commands, which the tabs would take for themselves while they have the focus. */
    private void step(KeyEvent event) {
        boolean next = event.getCode() == KeyCode.TAB && !event.isShiftDown() || event.getCode() == KeyCode.PAGE_DOWN;
        boolean previous = event.getCode() == KeyCode.TAB && event.isShiftDown() || event.getCode() == KeyCode.PAGE_UP;
        if (event.isControlDown() && (next || previous)) {
            workspace.step(next ? 1 : -1);
            event.consume();
        }
    }

    private void show() {
        following = true;
        tabs.keySet().retainAll(workspace.models());
        workspace.models().forEach(model -> tabs.computeIfAbsent(model, this::tab));
        root.getTabs().setAll(workspace.models().stream().map(tabs::get).toList());
        nameTabs();
        root.setVisible(tabs.size() > 1);
        following = false;
        follow(workspace.current());
    }

    private void nameTabs() {
        tabs.forEach((model, tab) -> {
            tab.setText(words(model));
            tab.getTooltip().setText(model.path().toString());
        });
    }

    private Tab tab(OpenModel model) {
        Tab tab = new Tab();
        tab.setTooltip(new Tooltip());
        tab.setOnCloseRequest(event -> {
            // the workspace closes it, and the tab goes with the model
            event.consume();
            workspace.remove(model);
        });
        return tab;
    }

    /** The file's name, with its folder's where another is called the same. */
    private String words(OpenModel model) {
        Path path = model.path();
        boolean alone = workspace.models().stream().filter(other -> name(other.path()).equals(name(path))).count() == 1;
        return alone || path.getParent() == null ? name(path) : name(path.getParent()) + " / " + name(path);
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private void follow(OpenModel model) {
        following = true;
        if (tabs.containsKey(model)) {
            root.getSelectionModel().select(tabs.get(model));
        }
        following = false;
    }

    private void choose(Tab tab) {
        if (!following) {
            tabs.entrySet().stream().filter(entry -> entry.getValue() == tab).findFirst().ifPresent(entry -> workspace.select(entry.getKey()));
        }
    }
}
