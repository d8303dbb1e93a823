package org.cntexplorer.app.study;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.cntexplorer.app.widget.InWords;
import org.cntexplorer.study.analysis.Cohort;
import org.kordamp.ikonli.javafx.FontIcon;

/** The upper edge of a study's window: which networks, undo and redo, and all figures at once. */
final class StudyHead {
    private final StudyViewModel study;
    private final ComboBox<Cohort> cohorts = new ComboBox<>();
    private final HBox root;
    private boolean following;

    StudyHead(StudyViewModel study, Runnable onExport) {
        this.study = study;
        Button undo = button("study-undo", "", "Takes the last change of what is shown back (Ctrl+Z)", "fth-rotate-ccw", study.steps()::undo);
        undo.disableProperty().bind(study.steps().undoableProperty().not());
        Button redo = button("study-redo", "", "Makes the change again (Ctrl+Shift+Z)", "fth-rotate-cw", study.steps()::redo);
        redo.disableProperty().bind(study.steps().redoableProperty().not());
        Button export = button("study-export", "Export all figures…", "Saves all figures of the study into a folder at once (Ctrl+E)", "fth-download", onExport);
        export.disableProperty().bind(Bindings.createBooleanBinding(() -> study.studyProperty().get().cohorts().isEmpty(), study.studyProperty()));
        Label name = new Label("Architecture");
        name.setLabelFor(cohorts);
        cohorts.setId("study-architecture");
        cohorts.setTooltip(new Tooltip("Networks of different architectures cannot be compared layer by layer, and are shown apart"));
        cohorts.setAccessibleText("Architecture of the networks that are shown");
        cohorts.setConverter(new InWords<>(cohort -> cohort.architecture() + "  (" + Names.networks(cohort.networks().size()) + ")"));
        cohorts.valueProperty().addListener((p, was, is) -> {
            if (!following && is != null && !is.architecture().equals(study.choices().architecture())) {
                study.choose(StudyChoices.of(is).with(study.choices().of()).with(study.choices().form()).offeredBy(is));
            }
        });
        study.studyProperty().subscribe(is -> follow());
        study.choicesProperty().subscribe(is -> follow());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        root = new HBox(8, undo, redo, name, cohorts, gap, export);
        root.getStyleClass().add("study-head");
        root.setAlignment(Pos.CENTER_LEFT);
        for (Node only : List.of(name, cohorts)) {
            only.visibleProperty().bind(Bindings.createBooleanBinding(() -> !study.studyProperty().get().cohorts().isEmpty(), study.studyProperty()));
        }
    }

    private static Button button(String id, String text, String help, String icon, Runnable action) {
        Button button = new Button(text, new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().add(Styles.FLAT);
        if (text.isEmpty()) {
            button.getStyleClass().add(Styles.BUTTON_ICON);
        }
        button.setTooltip(new Tooltip(help));
        button.setAccessibleText(text.isEmpty() ? help : text);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(e -> action.run());
        return button;
    }

    Node root() {
        return root;
    }

    private void follow() {
        following = true;
        if (!cohorts.getItems().equals(study.studyProperty().get().cohorts())) {
            cohorts.getItems().setAll(study.studyProperty().get().cohorts());
        }
        cohorts.setValue(study.cohort().orElse(null));
        following = false;
    }
}
