package org.cntexplorer.app.search;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What stands below the search field: the answer so far, suggestions that can be clicked, and the keys. */
final class SearchPopup {
    private static final PseudoClass UNCLEAR = PseudoClass.getPseudoClass("unclear");
    private static final double WIDTH = 400;

    private final Label message = new Label();
    private final VBox suggestions = new VBox();
    private final Label keys = new Label("Enter selects  ·  Tab completes  ·  ↑ earlier  ·  Esc leaves");
    private final VBox root = new VBox(message, suggestions, keys);
    private final Consumer<String> onTake;
    private String first;
    private boolean unclear;

    /** @param onTake told of the suggestion that was clicked */
    SearchPopup(Consumer<String> onTake) {
        this.onTake = onTake;
        root.setId("search-popup");
        root.getStyleClass().add("search-popup");
        root.getStylesheets().add(SearchPopup.class.getResource("search.css").toExternalForm());
        root.setPrefWidth(WIDTH);
        root.setMaxWidth(WIDTH);
        message.setId("search-message");
        message.getStyleClass().add("message");
        message.setWrapText(true);
        message.setMaxWidth(Double.MAX_VALUE);
        suggestions.setId("search-suggestions");
        suggestions.getStyleClass().add("suggestions");
        keys.getStyleClass().add("keys");
        keys.setMaxWidth(Double.MAX_VALUE);
    }

    Node root() {
        return root;
    }

    void tell(Answer answer) {
        message.setText(answer.message());
        unclear = answer instanceof Answer.Unclear;
        message.pseudoClassStateChanged(UNCLEAR, unclear);
        showMessage();
    }

    /** Says what is wrong also of a text that is only begun. */
    void insist() {
        visible(message, !message.getText().isEmpty());
    }

    /** Nobody wants to hear that a text makes no sense which is about to make some. */
    private void showMessage() {
        visible(message, !message.getText().isEmpty() && !(unclear && first != null));
    }

    /** Suggestions, each with what it asks for. */
    void offer(Map<String, String> texts) {
        suggestions.getChildren().setAll(texts.entrySet().stream().map(entry -> row(entry.getKey(), entry.getValue())).toList());
        visible(suggestions, !texts.isEmpty());
        first = texts.isEmpty() ? null : texts.keySet().iterator().next();
        showMessage();
    }

    /** The suggestion that Tab takes. */
    Optional<String> first() {
        return Optional.ofNullable(first);
    }

    private Node row(String text, String help) {
        Label what = new Label(text);
        what.getStyleClass().add("what");
        what.setMinWidth(Region.USE_PREF_SIZE);
        Label about = new Label(help);
        about.getStyleClass().add("about");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(12, what, gap, about);
        row.getStyleClass().add("suggestion");
        row.setOnMouseClicked(e -> onTake.accept(text));
        return row;
    }

    private static void visible(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }
}
