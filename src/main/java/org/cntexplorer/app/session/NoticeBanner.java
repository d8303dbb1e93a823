package org.cntexplorer.app.session;

import atlantafx.base.theme.Styles;
import java.util.ArrayDeque;
import java.util.Deque;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/** Shows notices above the panes, one after the other, each until it is answered or dismissed. Hidden while there is none. */
public final class NoticeBanner {
    private final Deque<Notice> waiting = new ArrayDeque<>();
    private final Label sentence = new Label();
    private final HBox answers = new HBox(6);
    private final HBox root = new HBox(10);

    public NoticeBanner() {
        sentence.setId("session-sentence");
        sentence.setWrapText(true);
        sentence.setMinHeight(Region.USE_PREF_SIZE);
        sentence.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(sentence, Priority.ALWAYS);
        answers.setAlignment(Pos.CENTER_RIGHT);
        Button dismiss = button("session-dismiss", "", "Not now");
        dismiss.setGraphic(new FontIcon("fth-x"));
        dismiss.setAccessibleText("Not now");
        dismiss.getStyleClass().add(Styles.FLAT);
        dismiss.setOnAction(e -> take().dismissed().run());
        root.setId("session-notice");
        root.getStyleClass().add("notice-banner");
        root.setAlignment(Pos.CENTER_LEFT);
        root.getChildren().setAll(new FontIcon("fth-info"), sentence, answers, dismiss);
        root.setMaxHeight(Region.USE_PREF_SIZE);
        show();
    }

    private static Button button(String id, String text, String help) {
        Button button = new Button(text);
        button.setId(id);
        button.getStyleClass().add(Styles.SMALL);
        button.setTooltip(new Tooltip(help));
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    public Node root() {
        return root;
    }

    void tell(Notice notice) {
        waiting.add(notice);
        show();
    }

    private Notice take() {
        Notice told = waiting.remove();
        show();
        return told;
    }

    private void show() {
        Notice first = waiting.peek();
        root.setVisible(first != null);
        root.setManaged(first != null);
        sentence.setText(first == null ? "" : first.sentence());
        answers.getChildren().clear();
        if (first != null) {
            for (Notice.Answer answer : first.answers()) {
                Button button = button(answer.id(), answer.label(), answer.help());
                button.setOnAction(e -> {
                    take();
                    answer.action().run();
                });
                answers.getChildren().add(button);
            }
        }
    }
}
