package org.cntexplorer.app.graphview;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.graph.Focus;
import org.cntexplorer.graph.LinkChoice;

/** The menu of links in the graph's strip: the rule that picks them, their sign, the selection's alone; and the path or cone that is looked at instead. */
final class LinkMenu {
    private final Workspace workspace;
    private final LinkModel links;
    private final MenuButton button;

    LinkMenu(Workspace workspace, LinkModel links, MenuButton button, Button focus) {
        this.workspace = workspace;
        this.links = links;
        this.button = button;
        for (LinkRule rule : LinkRule.values()) {
            radio(rule.label(), "link-rule-" + name(rule), choice -> LinkRule.of(choice.rule()) == rule, () -> links.pick(rule));
        }
        button.getItems().add(new SeparatorMenuItem());
        for (LinkChoice.Sign sign : LinkChoice.Sign.values()) {
            radio(words(sign), "link-sign-" + name(sign), choice -> choice.sign() == sign, () -> links.sign(sign));
        }
        CheckMenuItem selection = new CheckMenuItem("Of the selection alone");
        selection.setId("link-selection-only");
        marked(selection, choice -> choice.selectionOnly(), links::toggleSelectionOnly);
        button.getItems().addAll(new SeparatorMenuItem(), selection);
        button.textProperty().bind(choice().map(LinkMenu::words));
        button.disableProperty().bind(workspace.networkProperty().isNull());
        focus(focus);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private ObservableValue<LinkChoice> choice() {
        return workspace.linkChoiceProperty();
    }

    static String words(LinkChoice.Sign sign) {
        return switch (sign) {
            case ANY -> "Of either sign";
            case POSITIVE -> "Positive";
            case NEGATIVE -> "Negative";
        };
    }

    /** "By connection", "Backbone, positive, selection". */
    static String words(LinkChoice choice) {
        return LinkRule.of(choice.rule()).brief() + (choice.sign() == LinkChoice.Sign.ANY ? "" : ", " + name(choice.sign()))
                + (choice.selectionOnly() ? ", selection" : "");
    }

    private void radio(String text, String id, Function<LinkChoice, Boolean> chosen, Runnable action) {
        RadioMenuItem item = new RadioMenuItem(text);
        item.setId(id);
        choice().map(chosen).subscribe(item::setSelected);
        item.setOnAction(e -> {
            action.run();
            // a click on the one that is chosen does not take its mark away
            item.setSelected(chosen.apply(choice().getValue()));
        });
        button.getItems().add(item);
    }

    private void marked(CheckMenuItem item, Function<LinkChoice, Boolean> chosen, Runnable action) {
        choice().map(chosen).subscribe(item::setSelected);
        item.setOnAction(e -> action.run());
    }

    /** What is looked at, in the strip; a click ends it. */
    private void focus(Button focus) {
        choice().subscribe(chosen -> describe(focus, chosen.focus()));
        workspace.networkProperty().subscribe(network -> describe(focus, choice().getValue().focus()));
        focus.setOnAction(e -> links.look(Focus.NONE));
        focus.setTooltip(new Tooltip("Shows the links that the rule picks again"));
    }

    private void describe(Button focus, Focus on) {
        Optional<String> words = Optional.ofNullable(workspace.network()).filter(on::isOf).map(network -> GraphWords.focus(network, on));
        focus.setText(words.orElse(""));
        focus.setAccessibleText(words.map(text -> text + ". Press to show all links again").orElse("No path is looked at"));
        focus.setVisible(words.isPresent());
        focus.setManaged(words.isPresent());
    }

    /** An item of a context menu. */
    static MenuItem item(String text, String id, Runnable action) {
        MenuItem item = new MenuItem(text);
        item.setId(id);
        item.setMnemonicParsing(false);
        item.setOnAction(e -> action.run());
        return item;
    }
}
