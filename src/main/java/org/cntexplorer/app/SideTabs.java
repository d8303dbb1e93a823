package org.cntexplorer.app;

import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;

/** Panes in one place, of which one is seen: the samples, and the network on them. */
final class SideTabs {
    private final TabPane root = new TabPane();

    SideTabs() {
        root.setId("side-tabs");
        root.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        root.setMinWidth(156);
        root.getStyleClass().add("side-tabs");
        root.setAccessibleText("Samples and activity");
    }

    /** One more pane behind the others. */
    void add(String title, String help, Node pane) {
        Tab tab = new Tab(title, pane);
        tab.setId("tab-" + title.toLowerCase(Locale.ROOT));
        tab.setTooltip(new Tooltip(help));
        root.getTabs().add(tab);
    }

    TabPane root() {
        return root;
    }
}
