package org.cntexplorer.app.timeline;

import atlantafx.base.theme.Styles;
import atlantafx.base.theme.Tweaks;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.cntexplorer.app.command.CommandControls;
import org.cntexplorer.app.command.Commands;
import org.cntexplorer.app.widget.InWords;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.study.CheckpointRun;
import org.kordamp.ikonli.javafx.FontIcon;

/** The timeline below the graph, while it shows a step of a run: which one, the way to the others, and play. */
public final class TimelineBar {
    private static final double WIDE = 460;

    private final RunViewModel model;
    private final Slider slider = new Slider();
    private final Label step = new Label();
    private final Label accuracy = new Label();
    private final Label known = new Label();
    private final Label message = new Label();
    private final TimelineTicks ticks;
    private final VBox root = new VBox(2);
    private boolean following;

    /** @param commands those of the window, of which the run's become buttons */
    public TimelineBar(RunViewModel model, Commands commands) {
        this.model = model;
        slider.setId("timeline-slider");
        slider.setAccessibleText("Checkpoint");
        slider.setTooltip(new Tooltip("Drag to another checkpoint"));
        slider.setMin(0);
        slider.setMajorTickUnit(1);
        slider.setMinorTickCount(0);
        slider.setSnapToTicks(true);
        slider.setBlockIncrement(1);
        ticks = new TimelineTicks(model, slider);
        step.setId("timeline-step");
        step.getStyleClass().add("section-title");
        step.setMinWidth(Region.USE_PREF_SIZE);
        accuracy.setId("timeline-accuracy");
        accuracy.setMinWidth(Region.USE_PREF_SIZE);
        known.setId("timeline-known");
        known.getStyleClass().add("section-note");
        known.setMinWidth(0);
        message.setId("timeline-message");
        message.getStyleClass().add("timeline-message");
        message.setWrapText(true);
        message.setMinHeight(Region.USE_PREF_SIZE);
        message.textProperty().bind(model.messageProperty());
        message.visibleProperty().bind(model.messageProperty().isNotEmpty());
        message.managedProperty().bind(message.visibleProperty());

        VBox track = new VBox(slider, ticks);
        track.setMinWidth(0);
        HBox.setHgrow(track, Priority.ALWAYS);
        HBox first = new HBox(12, buttons(commands, List.of("run.first", "run.previous", "run.play", "run.next", "run.last")), track,
                buttons(commands, List.of("run.close")));
        first.setAlignment(Pos.TOP_LEFT);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox second = new HBox(8, step, accuracy, gap, known, speed(), buttons(commands,
                List.of("run.scale", "run.curves")), more(commands));
        second.setAlignment(Pos.CENTER_LEFT);
        root.getChildren().addAll(first, second, message);
        root.setId("timeline");
        root.getStyleClass().add("timeline");
        root.getStylesheets().add(TimelineBar.class.getResource("timeline.css").toExternalForm());
        root.setMinWidth(0);
        root.visibleProperty().bind(model.activeProperty());
        root.managedProperty().bind(root.visibleProperty());
        follow();
    }

    private HBox buttons(Commands commands, List<String> ids) {
        HBox row = new HBox();
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinWidth(Region.USE_PREF_SIZE);
        for (String id : ids) {
            ButtonBase button = CommandControls.iconButton(commands.get(id));
            if (id.equals("run.play")) {
                model.clock().playingProperty().subscribe(playing -> button.setGraphic(new FontIcon(playing ? "fth-pause" : "fth-play")));
            }
            row.getChildren().add(button);
        }
        return row;
    }

    /** What is not always at hand. */
    private static MenuButton more(Commands commands) {
        MenuButton more = new MenuButton("", new FontIcon("fth-more-horizontal"));
        more.setId("timeline-more");
        more.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Tweaks.NO_ARROW);
        more.setTooltip(new Tooltip("Play again and again, compare with another checkpoint, measure the whole run"));
        more.setAccessibleText("More of the run");
        more.setMinWidth(Region.USE_PREF_SIZE);
        for (String id : List.of("run.loop", "run.compare-previous", "run.compare-first", "run.measure")) {
            more.getItems().add(CommandControls.menuItem(commands.get(id)));
        }
        return more;
    }

    private ComboBox<Double> speed() {
        ComboBox<Double> speed = new ComboBox<>();
        speed.setId("timeline-speed");
        speed.setAccessibleText("Checkpoints a second");
        speed.setTooltip(new Tooltip("How many checkpoints a second play shows; fewer where they are large"));
        speed.getItems().setAll(PlayClock.SPEEDS);
        speed.setConverter(new InWords<>(number -> (number < 1 ? "½" : Integer.toString(number.intValue())) + " / s"));
        speed.setMinWidth(Region.USE_PREF_SIZE);
        // the keys do it where there is no room
        speed.visibleProperty().bind(root.widthProperty().greaterThan(WIDE));
        speed.managedProperty().bind(speed.visibleProperty());
        speed.setValue(model.clock().speedProperty().get());
        speed.valueProperty().addListener((p, was, is) -> model.clock().speedProperty().set(is));
        model.clock().speedProperty().addListener((p, was, is) -> speed.setValue(is.doubleValue()));
        return speed;
    }

    private void follow() {
        model.runProperty().subscribe(this::show);
        model.shownProperty().subscribe(index -> show(index.intValue()));
        // what was asked for is not what is shown
        model.messageProperty().addListener((p, was, is) -> show(model.shownProperty().get()));
        slider.valueChangingProperty().addListener((p, was, is) -> show(model.shownProperty().get()));
        slider.valueProperty().addListener((p, was, is) -> {
            if (!following) {
                model.go((int) Math.round(is.doubleValue()));
            }
        });
        known.textProperty().bind(Bindings.createStringBinding(this::words, model.measuring().knownProperty(), model.runProperty(), model.measuring().runningProperty(),
                model.skipped()));
    }

    private String words() {
        int left = model.skipped().size();
        int all = model.count() - left;
        String without = left == 0 ? "" : ", " + left + " left out";
        return model.measuring().knownProperty().get() >= all ? "all measured" + without
                : (model.measuring().runningProperty().get() ? "measuring, " : "measured ") + model.measuring().knownProperty().get() + " of " + model.count() + without;
    }

    private void show(CheckpointRun run) {
        following = true;
        slider.setMax(Math.max(1, model.count() - 1));
        following = false;
    }

    private void show(int index) {
        if (index < 0) {
            return;
        }
        if (!slider.isValueChanging()) {
            following = true;
            slider.setValue(index);
            following = false;
        }
        CheckpointRun run = model.runProperty().get();
        step.setText(RunWords.title(run, index));
        accuracy.setText(RunWords.accuracy(run, index));
        slider.setAccessibleHelp(step.getText() + (accuracy.getText().isEmpty() ? "" : ", " + accuracy.getText()));
    }

    /** To stand below the graph. */
    public Node root() {
        return root;
    }

    /** The colours of the ticks; the theme sets them. */
    public ObjectProperty<Palette> paletteProperty() {
        return ticks.paletteProperty();
    }
}
