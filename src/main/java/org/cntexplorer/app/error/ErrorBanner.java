package org.cntexplorer.app.error;

import atlantafx.base.theme.Styles;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Tells an error above the panes and leaves the window usable. One error at a time, the last; the stack trace only on demand. Hidden
 * until there is something to tell.
 */
public final class ErrorBanner {
    private final Label sentence = new Label();
    private final TextArea details = new TextArea();
    private final ToggleButton showDetails = new ToggleButton("Details…");
    private final VBox root = new VBox();

    public ErrorBanner() {
        sentence.setId("error-sentence");
        sentence.setWrapText(true);
        sentence.setMinHeight(Region.USE_PREF_SIZE);
        sentence.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(sentence, Priority.ALWAYS);

        details.setId("error-details");
        details.setEditable(false);
        details.setPrefRowCount(10);
        details.getStyleClass().add("stack-trace");
        details.setAccessibleText("Stack trace");
        details.visibleProperty().bind(showDetails.selectedProperty());
        details.managedProperty().bind(showDetails.selectedProperty());

        showDetails.setId("error-show-details");
        showDetails.setMinWidth(Region.USE_PREF_SIZE);
        showDetails.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
        showDetails.setTooltip(new Tooltip("Shows where in the program it happened"));
        Button copy = button("error-copy", "Copy", "Copies the message and the details, to report them", "fth-copy");
        copy.setOnAction(e -> copy());
        Button dismiss = button("error-dismiss", "", "Dismiss (Esc)", "fth-x");
        dismiss.setAccessibleText("Dismiss");
        dismiss.setOnAction(e -> dismiss());

        HBox line = new HBox(10, new FontIcon("fth-alert-triangle"), sentence, showDetails, copy, dismiss);
        line.setAlignment(Pos.CENTER_LEFT);
        root.setId("error-banner");
        root.getStyleClass().add("error-banner");
        root.getChildren().setAll(line, details);
        root.setMaxHeight(Region.USE_PREF_SIZE);
        dismiss();
    }

    private static Button button(String id, String text, String tooltip, String icon) {
        Button button = new Button(text, new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
        button.setTooltip(new Tooltip(tooltip));
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    public Node root() {
        return root;
    }

    public void tell(Problem problem) {
        sentence.setText(problem.sentence());
        details.setText(problem.details());
        showDetails.setSelected(false);
        root.setVisible(true);
        root.setManaged(true);
    }

    public boolean isTelling() {
        return root.isVisible();
    }

    public void dismiss() {
        root.setVisible(false);
        root.setManaged(false);
        showDetails.setSelected(false);
    }

    private void copy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(sentence.getText() + System.lineSeparator() + System.lineSeparator() + details.getText());
        Clipboard.getSystemClipboard().setContent(content);
    }
}
