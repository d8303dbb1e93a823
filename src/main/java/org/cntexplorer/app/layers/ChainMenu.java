package org.cntexplorer.app.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import org.cntexplorer.model.Wiring;

/**
 * Arranges the layers of a chain that was inferred: by dragging rows, by Alt and the arrow keys, and by the row's menu, which also leaves
 * layers out and has their weights read otherwise. A badge says that the wiring is inferred, and holds what was left out.
 */
final class ChainMenu {
    private static final PseudoClass TARGET = PseudoClass.getPseudoClass("drop-target");
    private static final double DRAG = 6;
    private static final int MOST_STRIDE = 4;

    private final LayersViewModel model;
    private final TableView<Row> table;
    private final MenuButton badge;
    private final List<MenuItem> usual;
    private final Tooltip tooltip = new Tooltip();
    private Row dragged;
    private double pressedY;
    private TableRow<?> target;

    /** @param table with a menu of its own, which stays */
    ChainMenu(LayersViewModel model, TableView<Row> table, MenuButton badge) {
        this.model = model;
        this.table = table;
        this.badge = badge;
        this.usual = List.copyOf(table.getContextMenu().getItems());
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(420);
        badge.setTooltip(tooltip);
        table.addEventFilter(ContextMenuEvent.CONTEXT_MENU_REQUESTED, e -> {
            if (!e.isKeyboardTrigger()) {
                row(e.getPickResult()).ifPresent(r -> table.getSelectionModel().select(r.getItem()));
            }
            table.getContextMenu().getItems().setAll(items());
        });
        table.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        table.addEventFilter(MouseEvent.MOUSE_PRESSED, e -> {
            dragged = e.getButton() == MouseButton.PRIMARY ? row(e.getPickResult()).map(TableRow::getItem).filter(r -> model.step(r).isPresent()).orElse(null) : null;
            pressedY = e.getSceneY();
        });
        table.addEventFilter(MouseEvent.MOUSE_DRAGGED, this::drag);
        table.addEventFilter(MouseEvent.MOUSE_RELEASED, this::drop);
    }

    /** Follows the open network. */
    void show() {
        Optional<Wiring> chain = model.wiring();
        badge.setVisible(chain.isPresent());
        badge.setManaged(chain.isPresent());
        chain.ifPresent(wiring -> {
            tooltip.setText("The file does not say how its layers are wired: this order is inferred. Drag rows, or press Alt+↑ and Alt+↓, to arrange them; "
                    + "the menu of a row reads its weights otherwise.\n" + String.join("\n", model.warnings()));
            List<MenuItem> items = new ArrayList<>();
            wiring.steps().stream().filter(step -> !step.used())
                    .forEach(step -> items.add(item("Put back " + step.name() + (step.extents().isEmpty() ? "" : " (" + step.extents() + ")"), "put-back-" + step.name().replace(' ', '-'),
                            () -> model.change(step.withUse(true)))));
            items.add(item("As inferred", "as-inferred", model::arrangeAsInferred));
            badge.getItems().setAll(items);
        });
    }

    private List<MenuItem> items() {
        List<MenuItem> items = new ArrayList<>();
        Row row = table.getSelectionModel().getSelectedItem();
        model.step(row).ifPresent(step -> {
            MenuItem up = item("Move up (Alt+↑)", "move-up", () -> model.move(row, false));
            MenuItem down = item("Move down (Alt+↓)", "move-down", () -> model.move(row, true));
            up.setDisable(!model.canMove(row, false));
            down.setDisable(!model.canMove(row, true));
            items.addAll(List.of(up, down, item(step.layers().isEmpty() ? "Leave out" : "Leave out the block " + step.name(), "leave-out", () -> model.change(step.withUse(false))), new SeparatorMenuItem()));
            switch (step.kind()) {
                case DENSE -> items.add(check("Read the matrix the other way round (" + step.extents() + ")", "turn", step.flipped(),
                        () -> model.change(step.turned())));
                case CONVOLUTION, TRANSPOSED_CONVOLUTION -> items.addAll(convolution(step));
                case OTHER -> items.removeLast();
            }
            items.add(new SeparatorMenuItem());
        });
        items.addAll(usual);
        return items;
    }

    private List<MenuItem> convolution(Wiring.Step step) {
        List<MenuItem> items = new ArrayList<>();
        boolean transposed = step.kind() == Wiring.Kind.TRANSPOSED_CONVOLUTION;
        items.add(check("Transposed", "transposed", transposed,
                () -> model.change(step.withKind(transposed ? Wiring.Kind.CONVOLUTION : Wiring.Kind.TRANSPOSED_CONVOLUTION))));
        items.add(check("Padded to the input's size", "padded", step.padded(), () -> model.change(step.withPadding(!step.padded()))));
        for (int stride = 1; stride <= MOST_STRIDE; stride++) {
            int wanted = stride;
            items.add(check("Stride " + stride, "stride-" + stride, step.stride() == stride, () -> model.change(step.withStride(wanted))));
        }
        return items;
    }

    private static MenuItem item(String text, String id, Runnable action) {
        return dressed(new MenuItem(text), id, action);
    }

    private static MenuItem check(String text, String id, boolean on, Runnable action) {
        CheckMenuItem item = new CheckMenuItem(text);
        item.setSelected(on);
        return dressed(item, id, action);
    }

    private static MenuItem dressed(MenuItem item, String id, Runnable action) {
        item.setMnemonicParsing(false);
        item.setId("chain-" + id);
        item.setOnAction(e -> action.run());
        return item;
    }

    private void key(KeyEvent e) {
        boolean down = e.getCode() == KeyCode.DOWN;
        if (e.isAltDown() && (down || e.getCode() == KeyCode.UP)) {
            model.move(table.getSelectionModel().getSelectedItem(), down);
            e.consume();
        }
    }

    private void drag(MouseEvent e) {
        if (dragged != null && Math.abs(e.getSceneY() - pressedY) > DRAG) {
            point(row(e.getPickResult()).filter(r -> model.step(r.getItem()).isPresent() && r.getItem() != dragged).orElse(null));
            e.consume();
        }
    }

    private void drop(MouseEvent e) {
        if (dragged != null && target != null) {
            Row moved = dragged;
            Row to = (Row) target.getItem();
            dragged = null;
            point(null);
            model.move(moved, to);
        }
        dragged = null;
    }

    private void point(TableRow<?> at) {
        if (target != null) {
            target.pseudoClassStateChanged(TARGET, false);
        }
        target = at;
        if (target != null) {
            target.pseudoClassStateChanged(TARGET, true);
        }
    }

    /** The row under the pointer. */
    @SuppressWarnings("unchecked")
    private Optional<TableRow<Row>> row(PickResult pick) {
        Node node = pick.getIntersectedNode();
        while (node != null && !(node instanceof TableRow<?>)) {
            node = node.getParent();
        }
        return Optional.ofNullable((TableRow<Row>) node).filter(r -> r.getItem() != null && r.getTableView() == table);
    }
}
