package org.cntexplorer.app.inspector;

import javafx.beans.property.ObjectProperty;
import javafx.scene.TraversalDirection;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.cntexplorer.app.workspace.Annotation;
import org.cntexplorer.app.workspace.Annotations;
import org.cntexplorer.model.Neuron;

/**
 * The name and the note of the inspected neuron, to be typed. What is typed is kept when the field is left, when another neuron is chosen,
 * and with Enter, in a note with Ctrl+Enter; Escape takes it back.
 */
final class AnnotationFields {
    private final TextField name;
    private final TextArea note;
    private final ObjectProperty<Annotations> annotations;
    private Neuron neuron;

    AnnotationFields(TextField name, TextArea note, ObjectProperty<Annotations> annotations) {
        this.name = name;
        this.note = note;
        this.annotations = annotations;
        name.setOnAction(e -> keep());
        name.focusedProperty().addListener((p, was, is) -> left(is));
        note.focusedProperty().addListener((p, was, is) -> left(is));
        name.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        note.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        annotations.addListener((p, was, is) -> fill());
    }

    private void left(boolean entered) {
        if (!entered) {
            keep();
        }
    }

    private void key(KeyEvent e) {
        if (e.getCode() == KeyCode.ESCAPE) {
            fill();
            e.consume();
        } else if (e.getCode() == KeyCode.ENTER && e.isShortcutDown()) {
            keep();
            e.consume();
        } else if (e.getCode() == KeyCode.TAB && e.getSource() == note && !e.isShortcutDown() && !e.isAltDown()) {
            // a text of several lines would take it as a character, and nobody could go on by keys
            note.requestFocusTraversal(e.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
            e.consume();
        }
    }

    /** @param next whose name and note are shown, or null for none */
    void show(Neuron next) {
        if (next == null || !next.equals(neuron)) {
            keep();
            neuron = next;
            fill();
        }
    }

    private void fill() {
        Annotation said = neuron == null ? Annotation.NONE : annotations.get().of(neuron);
        name.setText(said.name());
        note.setText(said.note());
    }

    private void keep() {
        Annotation typed = new Annotation(name.getText(), note.getText());
        if (neuron != null && !typed.equals(annotations.get().of(neuron))) {
            annotations.set(annotations.get().with(neuron, typed));
        }
    }
}
