package org.cntexplorer.app.study;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.cntexplorer.app.activity.FunctionControls;
import org.cntexplorer.app.data.PreparationControls;
import org.cntexplorer.app.data.RandomMenu;
import org.cntexplorer.data.RandomSamples;

/** The part of a study's setup that says which samples its networks are run on, how they get them, and what that comes to. */
final class StudyDataPane {
    private final StudyDataViewModel model;
    private final StudyFiles chooser;
    private final VBox root;

    /** @param onError told of a mean or deviation that is none */
    StudyDataPane(StudyDataViewModel model, StudyFiles chooser, Consumer<Throwable> onError) {
        this.model = model;
        this.chooser = chooser;
        Label words = SetupPane.message("study-data-words", "note");
        words.textProperty().bind(model.wordsProperty());
        Label before = SetupPane.message("study-data-before", "note");
        before.textProperty().bind(Bindings.createStringBinding(() -> !model.dataProperty().get().isBlank() || model.beforeProperty().get().isEmpty() ? ""
                : "The networks were run on " + model.beforeProperty().get() + ". What is known of that is kept; choose the same again for networks that are new.",
                model.dataProperty(), model.beforeProperty()));
        Label problem = SetupPane.message("study-data-problem", "message");
        problem.textProperty().bind(model.problemProperty());
        Node functions = new FunctionControls(model.functionsProperty()).root();
        functions.getStyleClass().add("functions");
        Node how = new VBox(8, new PreparationControls(model.preparationProperty(), onError).root(), new Label("Functions, where a file holds weights alone"), functions);
        shownWhile(how, model.openedProperty());
        Node all = new VBox(8, classes(), numbers());
        shownWhile(all, model.dataProperty().map(text -> !text.isBlank()));
        root = new VBox(8, samples(), before, all, words, problem, how);
    }

    Node root() {
        return root;
    }

    private static void shownWhile(Node node, ObservableValue<Boolean> shown) {
        node.visibleProperty().bind(shown);
        node.managedProperty().bind(node.visibleProperty());
    }

    private Node samples() {
        TextField field = new TextField();
        field.setPromptText("none");
        return SetupPane.labelled("Samples", file(field, "study-data", "A file of samples: NumPy, CSV, IDX, CIFAR, a folder of pictures, or such as random:gaussian", model.dataProperty()),
                choose("study-choose-data", "Chooses the samples", "The samples", field, model.dataProperty()),
                RandomMenu.button("study-data-random", kind -> {
                    model.dataProperty().set(RandomSamples.text(kind));
                    model.look();
                }));
    }

    private Node classes() {
        TextField field = new TextField();
        field.setPromptText("as the samples have them");
        Node row = SetupPane.labelled("Their classes", file(field, "study-data-labels", "A file with the class of each sample, where the samples hold none", model.labelsProperty()),
                choose("study-choose-data-labels", "Chooses the classes of the samples", "The classes of the samples", field, model.labelsProperty()));
        shownWhile(row, model.randomProperty().not());
        return row;
    }

    private Node numbers() {
        TextField count = new TextField();
        count.promptTextProperty().bind(model.randomProperty().map(made -> made ? String.valueOf(RandomSamples.USUAL_COUNT) : "all"));
        count.setPrefColumnCount(6);
        TextField seed = new TextField();
        seed.setPrefColumnCount(4);
        Label first = new Label();
        first.textProperty().bind(model.randomProperty().map(made -> made ? "Make up" : "The first"));
        first.setLabelFor(count);
        Label of = new Label("Seed");
        of.setLabelFor(seed);
        HBox seeds = new HBox(8, of, file(seed, "study-data-seed", "Of the random samples: the same for the same seed", model.seedProperty()));
        seeds.setAlignment(Pos.CENTER_LEFT);
        shownWhile(seeds, model.randomProperty());
        HBox line = new HBox(8, first, file(count, "study-data-count", "So many samples; empty for all of a file", model.countProperty()), new Label("samples"), seeds);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getChildren().stream().filter(Label.class::isInstance).forEach(label -> ((Label) label).setMinWidth(Region.USE_PREF_SIZE));
        return line;
    }

    private TextField file(TextField field, String id, String help, StringProperty text) {
        SetupPane.field(field, id, help, help, text, model::look);
        return field;
    }

    private Node choose(String id, String help, String title, TextField field, StringProperty text) {
        Supplier<Optional<Path>> ask = () -> chooser.data(title, SetupPane.text(field));
        return chooser.button(id, help, ask, chosen -> {
            text.set(chosen.toString());
            model.look();
        });
    }
}
