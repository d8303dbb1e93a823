package org.cntexplorer.app.export;

import atlantafx.base.theme.Styles;
import java.io.File;
import java.nio.file.Path;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.StringConverter;
import org.cntexplorer.app.theme.Themes;
import org.cntexplorer.app.widget.FigureView;
import org.cntexplorer.app.widget.Fxml;
import org.cntexplorer.figure.FigureFormat;
import org.cntexplorer.figure.FigureOptions;
import org.cntexplorer.figure.GraphFigure;
import org.cntexplorer.figure.Palette;

/** The window in which figures and tables are saved, with a preview of what will be on paper. */
public final class ExportDialog {
    @FXML private Parent root;
    @FXML private ListView<ExportItem> items;
    @FXML private GridPane figureForm;
    @FXML private ToggleButton svg;
    @FXML private ToggleButton pdf;
    @FXML private ToggleButton png;
    @FXML private ToggleButton oneColumn;
    @FXML private ToggleButton twoColumns;
    @FXML private Spinner<Double> width;
    @FXML private Spinner<Double> font;
    @FXML private Spinner<Double> dpi;
    @FXML private Label dpiLabel;
    @FXML private Spinner<Double> lines;
    @FXML private Label linesLabel;
    @FXML private VBox graphForm;
    @FXML private ToggleButton shown;
    @FXML private ToggleButton everything;
    @FXML private Spinner<Double> threshold;
    @FXML private Label count;
    @FXML private Label size;
    @FXML private Label help;
    @FXML private StackPane preview;
    @FXML private TextArea glance;
    @FXML private TextField file;
    @FXML private Label message;
    @FXML private ProgressIndicator working;
    @FXML private Button save;
    @FXML private Button cancel;

    private final ExportViewModel model;
    private final FigureView picture;
    private final Stage stage = new Stage();

    public ExportDialog(ExportSource source, Themes themes, Window owner) {
        model = new ExportViewModel(source);
        picture = new FigureView(source.workspace().executor(), source.workspace()::fail);
        Fxml.load(this, "export.fxml");
        Scene scene = new Scene(root);
        themes.dress(scene);
        // a filter, since the list would keep the key to itself
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                escape();
            }
        });
        stage.initOwner(owner);
        stage.setTitle("Export");
        stage.setScene(scene);
        stage.setMinWidth(820);
        stage.setMinHeight(520);
        // what is no longer open can no longer be saved
        source.workspace().networkProperty().addListener((p, was, is) -> stage.hide());
    }

    public ExportViewModel model() {
        return model;
    }

    /** Opens the window with what is shown now. */
    public void show() {
        model.refresh();
        stage.show();
        stage.toFront();
        items.requestFocus();
    }

    /** Opens it for one item. */
    public void show(String stem) {
        show();
        model.choose(stem);
    }

    public boolean isShowing() {
        return stage.isShowing();
    }

    public Scene scene() {
        return stage.getScene();
    }

    @FXML
    private void initialize() {
        items.setItems(model.items());
        items.setCellFactory(list -> new ListCell<>() {
            @Override
            protected void updateItem(ExportItem item, boolean empty) {
                super.updateItem(item, empty);
                setText(empty || item == null ? null : item.label());
            }
        });
        model.itemProperty().subscribe(item -> items.getSelectionModel().select(item));
        items.getSelectionModel().selectedItemProperty().subscribe(item -> {
            if (item != null) {
                model.itemProperty().set(item);
            }
        });
        formats();
        sizes();
        graphs();
        previews();
        file.textProperty().bindBidirectional(model.fileProperty());
        file.setOnAction(e -> model.save());
        message.textProperty().bind(model.messageProperty());
        model.wrongProperty().subscribe(wrong -> message.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("wrong"), wrong));
        working.visibleProperty().bind(model.savingProperty());
        save.textProperty().bind(Bindings.when(model.replacesProperty()).then("Replace it").otherwise("Save"));
        save.disableProperty().bind(model.savingProperty().or(model.itemProperty().isNull()));
        save.getStyleClass().add(Styles.ACCENT);
        cancel.textProperty().bind(Bindings.when(model.savingProperty()).then("Cancel").otherwise("Close"));
    }

    private void formats() {
        ToggleGroup group = new ToggleGroup();
        ToggleButton[] buttons = {svg, pdf, png};
        group.getToggles().setAll(buttons);
        for (FigureFormat format : FigureFormat.values()) {
            buttons[format.ordinal()].setOnAction(e -> {
                buttons[format.ordinal()].setSelected(true);
                model.formatProperty().set(format);
            });
        }
        model.formatProperty().subscribe(format -> group.selectToggle(buttons[format.ordinal()]));
        BooleanBinding isPng = model.formatProperty().isEqualTo(FigureFormat.PNG);
        BooleanBinding isGraph = Bindings.createBooleanBinding(() -> model.itemProperty().get() instanceof ExportItem.Picture picture
                && picture.figure() instanceof GraphFigure, model.itemProperty());
        dpi.disableProperty().bind(isPng.or(isGraph).not());
        dpiLabel.disableProperty().bind(dpi.disableProperty());
        lines.disableProperty().bind(isGraph.and(isPng.not()).not());
        linesLabel.disableProperty().bind(lines.disableProperty());
    }

    private void graphs() {
        ToggleGroup group = new ToggleGroup();
        group.getToggles().setAll(shown, everything);
        shown.setOnAction(e -> choose(false));
        everything.setOnAction(e -> choose(true));
        model.links().everythingProperty().subscribe(all -> group.selectToggle(all ? everything : shown));
        number(threshold, 0, Float.MAX_VALUE, 0, 0.05, model.links().thresholdProperty()::set);
        model.links().thresholdProperty().subscribe(least -> threshold.getValueFactory().setValue(least.doubleValue()));
        threshold.disableProperty().bind(model.links().everythingProperty().not());
        count.textProperty().bind(model.links().countProperty());
    }

    private void choose(boolean all) {
        (all ? everything : shown).setSelected(true);
        model.links().everythingProperty().set(all);
    }

    private void sizes() {
        number(width, 10, 2_000, model.widthMmProperty().get(), 5, model.widthMmProperty()::set);
        number(font, 2, 100, model.fontPointsProperty().get(), 0.5, model.fontPointsProperty()::set);
        number(dpi, 30, 2_400, model.dpiProperty().get(), 50, model.dpiProperty()::set);
        number(lines, 0, 10_000_000, model.linesProperty().get(), 5_000, value -> model.linesProperty().set((int) value));
        oneColumn.setOnAction(e -> width.getValueFactory().setValue(FigureOptions.ONE_COLUMN));
        twoColumns.setOnAction(e -> width.getValueFactory().setValue(FigureOptions.TWO_COLUMNS));
        model.widthMmProperty().subscribe(mm -> {
            oneColumn.setSelected(mm.doubleValue() == FigureOptions.ONE_COLUMN);
            twoColumns.setSelected(mm.doubleValue() == FigureOptions.TWO_COLUMNS);
        });
        size.textProperty().bind(model.sizeProperty());
    }

    /** A field for a number that can also be typed; what is no number becomes the last one again. */
    private static void number(Spinner<Double> spinner, double least, double most, double initial, double step,
            java.util.function.DoubleConsumer onChange) {
        SpinnerValueFactory.DoubleSpinnerValueFactory values = new SpinnerValueFactory.DoubleSpinnerValueFactory(least, most, initial, step);
        values.setConverter(new StringConverter<>() {
            @Override public String toString(Double value) {
                return value == null ? "" : value == Math.rint(value) ? String.valueOf(value.longValue()) : value.toString();
            }
            @Override public Double fromString(String text) {
                try {
                    double typed = Double.parseDouble(text.strip().replace(',', '.'));
                    return Double.isFinite(typed) ? Math.clamp(typed, least, most) : values.getValue();
                } catch (NumberFormatException e) {
                    return values.getValue();
                }
            }
        });
        spinner.setValueFactory(values);
        spinner.setEditable(true);
        spinner.focusedProperty().addListener((p, was, is) -> {
            if (!is) {
                spinner.commitValue();
            }
        });
        values.valueProperty().subscribe(value -> {
            if (value != null) {
                onChange.accept(value);
            }
        });
    }

    private void previews() {
        picture.setId("export-picture");
        picture.paletteProperty().set(Palette.LIGHT);
        picture.setManaged(false);
        preview.getChildren().addFirst(picture);
        preview.widthProperty().addListener((p, was, is) -> place());
        preview.heightProperty().addListener((p, was, is) -> place());
        model.sizeProperty().addListener((p, was, is) -> place());
        model.fontPointsProperty().addListener((p, was, is) -> place());
        model.itemProperty().addListener((p, was, is) -> place());
        glance.textProperty().bind(model.glanceProperty());
        model.itemProperty().subscribe(item -> {
            boolean isFigure = item instanceof ExportItem.Picture;
            figureForm.setVisible(isFigure);
            figureForm.setManaged(isFigure);
            graphForm.setVisible(item instanceof ExportItem.Graph);
            graphForm.setManaged(item instanceof ExportItem.Graph);
            help.setText(switch (item) {
                case ExportItem.Data data -> data.help();
                case ExportItem.Graph graph -> graph.help();
                case null, default -> "";
            });
            help.setVisible(!isFigure);
            help.setManaged(!isFigure);
            glance.setVisible(!isFigure);
            picture.setVisible(isFigure);
            picture.figureProperty().set(item instanceof ExportItem.Picture shown ? shown.figure() : null);
        });
    }

    /** As large as there is room for, in the proportions that it will have on paper, its labels too. */
    private void place() {
        if (!(model.itemProperty().get() instanceof ExportItem.Picture shown)) {
            return;
        }
        FigureOptions options = model.options();
        double mmHigh = options.heightMm(shown.figure());
        double margin = 14;
        double scale = Math.min((preview.getWidth() - 2 * margin) / options.widthMm(), (preview.getHeight() - 2 * margin) / mmHigh);
        if (scale > 0) {
            double w = options.widthMm() * scale;
            double h = mmHigh * scale;
            picture.fontPointsProperty().set(options.fontPoints() * scale * 25.4 / 72);
            picture.resizeRelocate(Math.round((preview.getWidth() - w) / 2), Math.round((preview.getHeight() - h) / 2), Math.round(w), Math.round(h));
        }
    }

    @FXML
    private void browse() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Save as");
        Path now = Path.of(model.fileProperty().get());
        chooser.setInitialFileName(now.getFileName() == null ? "" : now.getFileName().toString());
        if (now.getParent() != null && now.getParent().toFile().isDirectory()) {
            chooser.setInitialDirectory(now.getParent().toFile());
        }
        File chosen = chooser.showSaveDialog(stage);
        if (chosen != null) {
            model.chose(chosen.toPath());
            // the system's dialog has asked already
            model.replacesProperty().set(true);
        }
    }

    @FXML
    private void save() {
        width.commitValue();
        font.commitValue();
        dpi.commitValue();
        lines.commitValue();
        threshold.commitValue();
        model.save();
    }

    @FXML
    private void escape() {
        if (model.savingProperty().get()) {
            model.cancel();
        } else {
            stage.hide();
        }
    }
}
