package org.cntexplorer.app.graphview;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.layout.Region;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.graph.Channel;

/** What can be done with the channel under the pointer: opened into its pixels, closed. */
final class ChannelMenu {
    private final GraphCanvas graph;
    private final Workspace workspace;
    private final ContextMenu menu = new ContextMenu();

    ChannelMenu(GraphCanvas graph, Workspace workspace) {
        this.graph = graph;
        this.workspace = workspace;
        menu.setId("channel-menu");
        menu.setAutoHide(true);
    }

    void show(Region view, ContextMenuEvent e) {
        List<Channel> open = workspace.openChannelsProperty().get();
        List<MenuItem> items = new ArrayList<>();
        Optional<Channel> here = e.isKeyboardTrigger() ? workspace.selection().primary().flatMap(graph::channelOf) : graph.channelAt(e.getX(), e.getY());
        here.ifPresent(channel -> items.add(item((open.contains(channel) ? "Close channel " : "Open channel ") + channel.index() + " (double click)",
                "channel-toggle", () -> workspace.toggle(channel))));
        if (!open.isEmpty()) {
            items.add(item(open.size() == 1 ? "Close the open channel" : "Close all " + open.size() + " channels", "channel-close-all",
                    () -> workspace.openChannelsProperty().set(List.of())));
        }
        items.add(item("Fit (F)", "channel-fit", graph.view()::fit));
        menu.getItems().setAll(items);
        menu.show(view, e.getScreenX(), e.getScreenY());
        e.consume();
    }

    private static MenuItem item(String text, String id, Runnable action) {
        MenuItem item = new MenuItem(text);
        item.setId(id);
        item.setMnemonicParsing(false);
        item.setOnAction(e -> action.run());
        return item;
    }

    void hide() {
        menu.hide();
    }
}
