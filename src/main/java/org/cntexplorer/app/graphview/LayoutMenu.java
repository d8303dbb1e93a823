package org.cntexplorer.app.graphview;

import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.graph.LayoutChoice;
import org.cntexplorer.graph.LayoutChoice.Kind;
import org.cntexplorer.graph.LayoutChoice.Order;

/** The menu of layouts in the graph's strip: of what kind, and in which order neurons stand within their layer. */
final class LayoutMenu {
    private final Workspace workspace;
    private final MenuButton button;

    LayoutMenu(Workspace workspace, MenuButton button) {
        this.workspace = workspace;
        this.button = button;
        for (Kind kind : Kind.values()) {
            String text = kind == Kind.FORCE ? "By force, around the selected neurons" : kind.label();
            item(text, "layout-" + name(kind), layout().map(l -> l.kind() == kind), () -> workspace.view().lay(kind));
        }
        button.getItems().add(new SeparatorMenuItem());
        for (Order order : Order.values()) {
            RadioMenuItem item = item(order == Order.CROSSINGS ? "Neurons so that few links cross" : "Neurons " + order.label().toLowerCase(Locale.ROOT),
                    "order-" + name(order), layout().map(l -> l.order() == order),
                    () -> workspace.view().lay(workspace.view().layoutProperty().get().with(order)));
            item.disableProperty().bind(Bindings.createBooleanBinding(() -> workspace.view().layoutProperty().get().kind() == Kind.FORCE, layout()));
        }
        button.textProperty().bind(layout().map(LayoutMenu::words));
        button.disableProperty().bind(workspace.networkProperty().isNull());
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private ObservableValue<LayoutChoice> layout() {
        return workspace.view().layoutProperty();
    }

    /** "Layered", "Radial, by strength". */
    static String words(LayoutChoice choice) {
        return choice.kind() == Kind.FORCE || choice.order() == Order.INDEX ? choice.kind().label()
                : choice.kind().label() + ", " + choice.order().label().toLowerCase(Locale.ROOT);
    }

    private RadioMenuItem item(String text, String id, ObservableValue<Boolean> chosen, Runnable action) {
        RadioMenuItem item = new RadioMenuItem(text);
        item.setId(id);
        chosen.subscribe(item::setSelected);
        item.setOnAction(e -> {
            action.run();
            // a click on the one that is chosen does not take its mark away
            item.setSelected(chosen.getValue());
        });
        button.getItems().add(item);
        return item;
    }
}
