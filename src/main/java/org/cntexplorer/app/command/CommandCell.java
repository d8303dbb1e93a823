package org.cntexplorer.app.command;

import java.util.BitSet;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.kordamp.ikonli.javafx.FontIcon;

/** A row of the command list: icon or mark, label with the letters that were found, help or what is missing, key. */
final class CommandCell extends ListCell<CommandQuery.Hit> {
    private static final PseudoClass UNAVAILABLE = PseudoClass.getPseudoClass("unavailable");
    private static final double ICON_WIDTH = 20;

    private final FontIcon icon = new FontIcon();
    private final StackPane iconPlace = new StackPane(icon);
    private final TextFlow label = new TextFlow();
    private final Label help = new Label();
    private final Label key = new Label();
    private final HBox row;

    CommandCell() {
        getStyleClass().add("command-cell");
        iconPlace.setMinWidth(ICON_WIDTH);
        iconPlace.setMaxWidth(ICON_WIDTH);
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.setMaxHeight(Region.USE_PREF_SIZE);
        help.getStyleClass().add("about");
        help.setMinWidth(0);
        help.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(help, Priority.ALWAYS);
        key.getStyleClass().add("key");
        key.setMinWidth(Region.USE_PREF_SIZE);
        row = new HBox(10, iconPlace, label, help, key);
        row.setAlignment(Pos.CENTER_LEFT);
        // as wide as the list, however long the help is
        row.setMinWidth(0);
        row.setPrefWidth(0);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    }

    /** "Zoom in, key +, Shows the graph larger", and what is missing where it cannot run: for screen readers. */
    static String words(Command command) {
        return command.label().replace("…", "") + (command.key() == null ? "" : ", key " + command.key().getDisplayText())
                + (command.enabled().get() ? "" : ", unavailable, needs " + command.needs())
                + command.mark().map(mark -> mark.on().get() ? ", on" : ", off").orElse("") + ", " + command.help();
    }

    @Override
    protected void updateItem(CommandQuery.Hit hit, boolean empty) {
        super.updateItem(hit, empty);
        if (empty || hit == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        Command command = hit.command();
        boolean on = command.mark().map(mark -> mark.on().get()).orElse(false);
        String literal = on ? "fth-check" : command.icon();
        icon.setVisible(!literal.isEmpty());
        if (!literal.isEmpty()) {
            icon.setIconLiteral(literal);
        }
        spell(command.label(), hit.letters());
        boolean enabled = command.enabled().get();
        help.setText(enabled || command.needs().isEmpty() ? command.help() : "Needs " + command.needs());
        key.setText(command.key() == null ? "" : command.key().getDisplayText());
        key.setVisible(command.key() != null);
        pseudoClassStateChanged(UNAVAILABLE, !enabled);
        setAccessibleText(words(command));
        setGraphic(row);
    }

    private void spell(String text, BitSet found) {
        label.getChildren().clear();
        for (int at = 0; at < text.length();) {
            int end = found.get(at) ? found.nextClearBit(at) : found.nextSetBit(at);
            end = end < 0 ? text.length() : Math.min(end, text.length());
            Text part = new Text(text.substring(at, end));
            part.getStyleClass().add(found.get(at) ? "found" : "plain");
            label.getChildren().add(part);
            at = end;
        }
    }
}
