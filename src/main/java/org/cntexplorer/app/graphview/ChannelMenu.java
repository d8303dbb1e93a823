package org.cntexplorer.app.graphview;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.layout.Region;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.graph.Channel;
import org.cntexplorer.model.Neuron;

/** What can be done with what is under the pointer: a neuron's paths and cones, a channel opened into its pixels or closed. */
final class ChannelMenu {
    private final GraphCanvas graph;
    private final Workspace workspace;
    private final NeuronMenu neurons;
    private final ContextMenu menu = new ContextMenu();

    ChannelMenu(GraphCanvas graph, Workspace workspace, LinkModel links) {
        this.graph = graph;
        this.workspace = workspace;
        this.neurons = new NeuronMenu(workspace, links);
        menu.setId("channel-menu");
        menu.setAutoHide(true);
    }

    void show(Region view, ContextMenuEvent e) {
        List<Channel> open = workspace.openChannelsProperty().get();
        List<MenuItem> items = new ArrayList<>();
        Optional<Neuron> neuron = e.isKeyboardTrigger() ? workspace.selection().primary() : graph.neuronAt(e.getX(), e.getY());
        neuron.filter(n -> workspace.network() != null && workspace.network().has(n)).ifPresent(n -> {
            items.addAll(neurons.of(n));
            items.add(new SeparatorMenuItem());
        });
        Optional<Channel> here = e.isKeyboardTrigger() ? workspace.selection().primary().flatMap(graph::channelOf) : graph.channelAt(e.getX(), e.getY());
        here.ifPresent(channel -> items.add(LinkMenu.item((open.contains(channel) ? "Close channel " : "Open channel ") + channel.index() + " (double click)",
                "channel-toggle", () -> workspace.toggle(channel))));
        if (!open.isEmpty()) {
            items.add(LinkMenu.item(open.size() == 1 ? "Close the open channel" : "Close all " + open.size() + " channels", "channel-close-all",
                    () -> workspace.openChannelsProperty().set(List.of())));
        }
        items.add(LinkMenu.item("Fit (F)", "channel-fit", graph.view()::fit));
        menu.getItems().setAll(items);
        menu.show(view, e.getScreenX(), e.getScreenY());
        e.consume();
    }

    void hide() {
        menu.hide();
    }
}
