package org.cntexplorer.app.data;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.cntexplorer.app.widget.InWords;
import org.cntexplorer.data.ChannelOrder;
import org.cntexplorer.data.Normalisation;
import org.cntexplorer.data.Preparation;
import org.cntexplorer.data.Resize;
import org.cntexplorer.format.ModelFormatException;

/** What is done to samples before the model gets them, to be chosen. */
public final class PreparationControls {
    private static final String GIVEN = "given";
    private static final Map<String, String> WORDS = Map.of("none", "as they are", "255", "÷ 255", "data", "mean 0, deviation 1", "255+data",
            "÷ 255, then mean 0, deviation 1", "columns", "mean 0, deviation 1 each", GIVEN, "given mean and deviation…");
    private static final List<String> KINDS = List.of("none", "255", "data", "255+data", "columns", GIVEN);

    private final Consumer<Throwable> onError;
    private final ObjectProperty<Preparation> preparation;
    private final GridPane root = new GridPane();
    private final ComboBox<String> normalisation;
    private final TextField given = new TextField();
    private final ComboBox<ChannelOrder> channels;
    private final ComboBox<Resize> resize;
    private boolean showing;

    /** @param preparation that is shown and changed @param onError told of a mean or deviation that is none */
    public PreparationControls(ObjectProperty<Preparation> preparation, Consumer<Throwable> onError) {
        this.onError = onError;
        this.preparation = preparation;
        root.getStyleClass().add("preparation");
        root.getStylesheets().add(PreparationControls.class.getResource("data.css").toExternalForm());
        normalisation = combo("data-normalisation", "What is done to each number: divided by 255 where it is the brightness of a picture; shifted and scaled so that the "
                + "data of each channel, or each number of a sample, has mean 0 and standard deviation 1; or by a mean and a deviation that you give",
                KINDS, WORDS::get);
        given.setId("data-given");
        given.setPromptText("0.13/0.31");
        given.setAccessibleText("Mean and deviation");
        given.setTooltip(new Tooltip("MEAN/DEVIATION, one for all or one for each channel: 0.13/0.31, 0.5,0.5,0.5/0.2,0.2,0.2; "
                + "255+ before it divides by 255 first. Press Enter"));
        channels = combo("data-channels", "Where the channels of the data stand, such as red, green and blue", List.of(ChannelOrder.values()), order -> switch (order) {
            case NONE -> "as their extents tell";
            case FIRST -> "first (3×32×32)";
            case LAST -> "last (32×32×3)";
        });
        resize = combo("data-resize", "How pictures of another size are made to fit the model; grey ones are given colours, or colours made grey, where it wants so",
                List.of(Resize.values()), how -> switch (how) {
                    case NONE -> "not at all";
                    case NEAREST -> "nearest point";
                    case BILINEAR -> "smoothly (bilinear)";
                });
        add(0, "Numbers", normalisation);
        root.add(given, 1, 1);
        given.managedProperty().bind(given.visibleProperty());
        add(2, "Channels", channels);
        add(3, "Resize", resize);
        normalisation.valueProperty().addListener((p, was, is) -> choose(is));
        given.setOnAction(e -> keep());
        given.focusedProperty().addListener((p, was, is) -> {
            if (!is && given.isVisible() && !given.getText().isBlank()) {
                keep();
            }
        });
        channels.valueProperty().addListener((p, was, is) -> set(preparation.get().with(is)));
        resize.valueProperty().addListener((p, was, is) -> set(preparation.get().with(is)));
        preparation.subscribe(this::show);
    }

    private <T> ComboBox<T> combo(String id, String help, List<T> values, Function<T, String> words) {
        ComboBox<T> box = new ComboBox<>();
        box.setId(id);
        box.setMaxWidth(Double.MAX_VALUE);
        Tooltip tip = new Tooltip(help);
        tip.setWrapText(true);
        tip.setMaxWidth(360);
        box.setTooltip(tip);
        box.setConverter(new InWords<>(words));
        box.getItems().setAll(values);
        return box;
    }

    private void add(int row, String name, Region control) {
        Label label = new Label(name);
        label.setLabelFor(control);
        label.setMinWidth(Region.USE_PREF_SIZE);
        control.setMinWidth(60);
        root.addRow(row, label, control);
        control.setAccessibleText(name);
        GridPane.setHgrow(control, Priority.ALWAYS);
    }

    public Node root() {
        return root;
    }

    private void show(Preparation is) {
        showing = true;
        String words = is.normalisation().words();
        boolean known = KINDS.contains(words);
        normalisation.setValue(known ? words : GIVEN);
        given.setVisible(!known);
        given.setText(known ? "" : words);
        channels.setValue(is.channels());
        resize.setValue(is.resize());
        showing = false;
    }

    private void set(Preparation next) {
        if (!showing) {
            preparation.set(next);
        }
    }

    private void choose(String kind) {
        if (showing || kind == null) {
            return;
        }
        given.setVisible(kind.equals(GIVEN));
        if (kind.equals(GIVEN)) {
            given.requestFocus();
        } else {
            read(kind);
        }
    }

    private void keep() {
        if (!given.getText().strip().equals(preparation.get().normalisation().words())) {
            read(given.getText());
        }
    }

    private void read(String words) {
        try {
            set(preparation.get().with(Normalisation.parse(words)));
        } catch (ModelFormatException e) {
            onError.accept(e);
        }
    }
}
