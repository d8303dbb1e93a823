package org.cntexplorer.app.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * All commands, to be searched and run without the mouse: a field over the window, and below it what the text may mean, with keys and
 * help. What cannot run now is grey and says what it needs. The focus stays in the field; when it goes, the list goes too.
 */
public final class CommandList {
    private static final double WIDTH = 720;
    private static final double ROW = 32;
    private static final int ROWS = 12;
    private static final int REMEMBERED = 5;

    private final Commands commands;
    private final TextField field = new TextField();
    private final ListView<CommandQuery.Hit> list = new ListView<>();
    private final Label nothing = new Label("No such command");
    private final VBox panel = new VBox(field, list, nothing);
    private final StackPane root = new StackPane(panel);
    private final Deque<String> recent = new ArrayDeque<>();
    private Node before;

    public CommandList(Commands commands) {
        this.commands = commands;
        field.setId("command-field");
        field.setPromptText("Type what you want to do");
        field.textProperty().subscribe(this::find);
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        field.focusedProperty().subscribe(focused -> {
            if (!focused) {
                root.setVisible(false);
            }
        });
        list.setId("command-list");
        list.setAccessibleText("Commands");
        list.setFocusTraversable(false);
        list.setFixedCellSize(ROW);
        list.setCellFactory(view -> new CommandCell());
        list.getSelectionModel().selectedItemProperty().subscribe(this::tell);
        // pressed: the click would give the list the focus first, and take the list away
        list.addEventFilter(MouseEvent.MOUSE_PRESSED, this::pressed);
        nothing.getStyleClass().add("nothing");
        nothing.managedProperty().bind(nothing.visibleProperty());
        panel.getStyleClass().add("command-panel");
        panel.setMaxSize(WIDTH, Region.USE_PREF_SIZE);
        root.setId("command-overlay");
        root.getStyleClass().add("command-overlay");
        root.getStylesheets().add(CommandList.class.getResource("command.css").toExternalForm());
        root.setAlignment(Pos.TOP_CENTER);
        root.setVisible(false);
        root.setOnMousePressed(e -> {
            if (e.getTarget() == root) {
                hide();
            }
        });
    }

    /** To lie above everything else in the window. */
    public Node root() {
        return root;
    }

    public boolean isShowing() {
        return root.isVisible();
    }

    /** Shows it, all commands in it, those that were run last first; hides it where it is shown. */
    public void toggle() {
        if (isShowing()) {
            hide();
            return;
        }
        before = root.getScene().getFocusOwner();
        root.setVisible(true);
        field.clear();
        find();
        field.requestFocus();
    }

    private void hide() {
        root.setVisible(false);
        if (before != null && before.getScene() == root.getScene()) {
            before.requestFocus();
        } else {
            root.getScene().getRoot().requestFocus();
        }
    }

    private void find() {
        List<CommandQuery.Hit> hits = CommandQuery.of(field.getText(), inOrder());
        list.getItems().setAll(hits);
        list.setPrefHeight(ROW * Math.min(ROWS, hits.size()) + 2);
        list.setVisible(!hits.isEmpty());
        nothing.setVisible(hits.isEmpty());
        list.getSelectionModel().selectFirst();
        list.scrollTo(0);
    }

    /** Those that were run last come first. */
    private Collection<Command> inOrder() {
        List<Command> all = new ArrayList<>(recent.stream().map(commands::get).toList());
        commands.all().stream().filter(command -> !recent.contains(command.id())).forEach(all::add);
        return all;
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case ENTER -> run(list.getSelectionModel().getSelectedItem());
            case ESCAPE -> hide();
            case UP -> step(-1);
            case DOWN -> step(1);
            case TAB -> step(event.isShiftDown() ? -1 : 1);
            case PAGE_UP -> step(-(ROWS - 1));
            case PAGE_DOWN -> step(ROWS - 1);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void step(int by) {
        int size = list.getItems().size();
        if (size == 0) {
            return;
        }
        int now = list.getSelectionModel().getSelectedIndex();
        // single steps go around, pages stop at the ends
        int next = Math.abs(by) == 1 ? Math.floorMod(now + by, size) : Math.clamp(now + by, 0, size - 1);
        list.getSelectionModel().select(next);
        list.scrollTo(Math.clamp(next - ROWS / 2, 0, Math.max(0, size - ROWS)));
    }

    private void pressed(MouseEvent event) {
        for (Node node = event.getPickResult().getIntersectedNode(); node != null && node != list; node = node.getParent()) {
            if (node instanceof CommandCell cell && cell.getItem() != null) {
                event.consume();
                run(cell.getItem());
                return;
            }
        }
    }

    private void run(CommandQuery.Hit hit) {
        if (hit == null || !hit.command().enabled().get()) {
            return;
        }
        recent.remove(hit.command().id());
        recent.addFirst(hit.command().id());
        if (recent.size() > REMEMBERED) {
            recent.removeLast();
        }
        hide();
        hit.command().run();
    }

    /** The focus never leaves the field, so the field tells a screen reader what Enter would run. */
    private void tell(CommandQuery.Hit hit) {
        field.setAccessibleText(Objects.requireNonNullElse(hit == null ? null : "Command: " + CommandCell.words(hit.command()), "No such command"));
    }
}
