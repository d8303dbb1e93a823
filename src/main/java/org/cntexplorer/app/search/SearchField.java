package org.cntexplorer.app.search;

import atlantafx.base.controls.CustomTextField;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.stage.Popup;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.app.workspace.Workspace;
import org.kordamp.ikonli.javafx.FontIcon;

/** Finds neurons: a field in the tool bar, and below it, while one types, what would be found and how to go on. */
public final class SearchField {
    private static final PseudoClass UNCLEAR = PseudoClass.getPseudoClass("unclear");
    private static final double WIDTH = 250;

    private final SearchViewModel model;
    private final CustomTextField field = new CustomTextField();
    private final Label count = new Label();
    private final Popup popup = new Popup();
    private final SearchPopup content;
    private Node before;

    public SearchField(Workspace workspace) {
        this.model = new SearchViewModel(workspace);
        content = new SearchPopup(this::take);
        field.setId("search-field");
        field.getStylesheets().add(SearchField.class.getResource("search.css").toExternalForm());
        field.getStyleClass().add("search-field");
        field.setPromptText("Search (Ctrl+F)");
        field.setTooltip(new Tooltip("Finds neurons: 2:17, a layer's name, top 10 strength, strength > 3"));
        field.setAccessibleText("Search for neurons");
        field.setLeft(new FontIcon("fth-search"));
        field.setRight(count);
        field.setPrefWidth(WIDTH);
        field.setMinWidth(WIDTH);
        field.setMaxWidth(WIDTH);
        count.setId("search-count");
        count.getStyleClass().add("count");
        count.setMinWidth(Region.USE_PREF_SIZE);
        count.visibleProperty().bind(count.textProperty().isNotEmpty());
        popup.getContent().add(content.root());
        // the field hears the key, and gives the focus back too
        popup.setHideOnEscape(false);
        field.textProperty().bindBidirectional(model.textProperty());
        field.disableProperty().bind(workspace.networkProperty().isNull());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        field.addEventHandler(MouseEvent.MOUSE_CLICKED, e -> show());
        field.textProperty().subscribe(() -> {
            if (field.isFocused()) {
                show();
            }
        });
        field.focusedProperty().subscribe(focused -> {
            if (!focused) {
                popup.hide();
            }
        });
        model.answerProperty().subscribe(this::tell);
    }

    private void tell(Answer answer) {
        field.pseudoClassStateChanged(UNCLEAR, answer instanceof Answer.Unclear);
        count.setText(answer instanceof Answer.Found found ? NumberText.count(found.hits().found()) : "");
        content.tell(answer);
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case ENTER -> {
                content.insist();
                model.accept(() -> {
                    popup.hide();
                    field.selectAll();
                });
            }
            case ESCAPE -> leave();
            case UP -> {
                model.earlier();
                field.end();
            }
            case DOWN -> {
                model.later();
                field.end();
            }
            case TAB -> {
                if (!popup.isShowing() || event.isShiftDown() || content.first().isEmpty()) {
                    return;
                }
                take(content.first().get());
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    /** Puts a suggestion into the field. */
    private void take(String text) {
        field.requestFocus();
        field.setText(text);
        field.end();
    }

    private void show() {
        content.offer(model.suggestions());
        if (popup.isShowing() || field.getScene() == null || field.isDisabled()) {
            return;
        }
        Bounds at = field.localToScreen(field.getLayoutBounds());
        popup.show(field, at.getMinX(), at.getMaxY() + 4);
    }

    /** Lets a person type, and shows what may be typed. */
    public void focus() {
        if (field.getScene() == null || field.isDisabled()) {
            return;
        }
        if (!field.isFocused()) {
            before = field.getScene().getFocusOwner();
        }
        field.requestFocus();
        field.selectAll();
        show();
    }

    /** Gives the focus back to where it was. */
    private void leave() {
        popup.hide();
        if (before != null && before.getScene() == field.getScene()) {
            before.requestFocus();
        } else {
            field.getScene().getRoot().requestFocus();
        }
    }

    /** What is put into the window. */
    public Node root() {
        return field;
    }
}
