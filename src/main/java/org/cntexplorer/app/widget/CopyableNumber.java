package org.cntexplorer.app.widget;

import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.MouseButton;
import javafx.util.Duration;

/** Makes a label show a number with a few digits, and give all of them: in its tooltip, and to the clipboard when it is clicked. */
public final class CopyableNumber {
    private static final PseudoClass COPIED = PseudoClass.getPseudoClass("copied");
    private static final Duration NOTICED = Duration.millis(700);

    private final Label label;
    private final Tooltip tooltip = new Tooltip();
    private final PauseTransition noticed = new PauseTransition(NOTICED);
    private String exact = "";

    public CopyableNumber(Label label) {
        this.label = label;
        label.getStyleClass().add("copyable");
        noticed.setOnFinished(e -> label.pseudoClassStateChanged(COPIED, false));
        label.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && !exact.isEmpty()) {
                copy(exact);
                label.pseudoClassStateChanged(COPIED, true);
                noticed.playFromStart();
            }
        });
    }

    /** A number that is written like others below each other; 0 is "0". */
    public void show(double number, NumberText like) {
        show(number == 0 ? "0" : like.of(number), NumberText.exact(number));
    }

    /** A text, and what is copied of it. */
    public void show(String text, String copied) {
        exact = copied;
        label.setText(text);
        tooltip.setText(copied + "\nClick to copy");
        label.setTooltip(tooltip);
    }

    /** That there is no such number. */
    public void showNone() {
        exact = "";
        label.setText("–");
        label.setTooltip(null);
    }

    /** Puts a text into the clipboard. */
    public static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
