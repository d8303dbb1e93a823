package org.cntexplorer.app.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.figure.FigureFile;
import org.cntexplorer.figure.FigureFormat;
import org.cntexplorer.figure.FigureOptions;
import org.cntexplorer.figure.OutputFile;
import org.cntexplorer.figure.UnwritableFileException;

/** What is to be saved, as what, of which size and where to; and how the saving goes. */
public final class ExportViewModel {
    private final ExportSource source;
    private final ExportLinks links;
    private final ObservableList<ExportItem> items = FXCollections.observableArrayList();
    private final ObjectProperty<ExportItem> item = new SimpleObjectProperty<>(this, "item");
    private final ObjectProperty<FigureFormat> format = new SimpleObjectProperty<>(this, "format", FigureFormat.SVG);
    private final DoubleProperty widthMm = new SimpleDoubleProperty(this, "widthMm", FigureOptions.DEFAULT.widthMm());
    private final DoubleProperty fontPoints = new SimpleDoubleProperty(this, "fontPoints", FigureOptions.DEFAULT.fontPoints());
    private final IntegerProperty lines = new SimpleIntegerProperty(this, "lines", FigureOptions.USUAL_LINES);
    private final DoubleProperty dpi = new SimpleDoubleProperty(this, "dpi", FigureOptions.DEFAULT.dpi());
    private final StringProperty file = new SimpleStringProperty(this, "file", "");
    private final ReadOnlyStringWrapper size = new ReadOnlyStringWrapper(this, "size", "");
    private final ReadOnlyStringWrapper glance = new ReadOnlyStringWrapper(this, "glance", "");
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper(this, "message", "");
    private final ReadOnlyBooleanWrapper wrong = new ReadOnlyBooleanWrapper(this, "wrong");
    private final ReadOnlyBooleanWrapper saving = new ReadOnlyBooleanWrapper(this, "saving");
    private final BooleanProperty replaces = new SimpleBooleanProperty(this, "replaces");
    private Path folder = Path.of(System.getProperty("user.home"));
    private String suggested = "";
    private TaskExecutor.Handle task = TaskExecutor.Handle.NONE;
    private TaskExecutor.Handle glancing = TaskExecutor.Handle.NONE;

    public ExportViewModel(ExportSource source) {
        this.source = source;
        links = new ExportLinks(source.workspace().executor());
        item.addListener((p, was, is) -> {
            suggest();
            links.show(is instanceof ExportItem.Graph graph ? graph : null);
            look();
        });
        links.everythingProperty().addListener((p, was, is) -> look());
        links.thresholdProperty().addListener((p, was, is) -> look());
        format.addListener((p, was, is) -> suggest());
        file.addListener((p, was, is) -> {
            replaces.set(false);
            tell("", false);
        });
        size.bind(Bindings.createStringBinding(this::describeSize, item, format, widthMm, fontPoints, dpi));
    }

    /** Takes what is shown in the window now; keeps the choice where it is still there. */
    public void refresh() {
        String chosen = item.get() == null ? "Graph" : item.get().label();
        items.setAll(source.items());
        item.set(items.stream().filter(i -> i.label().equals(chosen)).findFirst().orElse(items.isEmpty() ? null : items.getFirst()));
        tell("", false);
    }

    /** Chooses what is to be saved by its {@link ExportItem#stem}. */
    public void choose(String stem) {
        items.stream().filter(i -> i.stem().equals(stem)).findFirst().ifPresent(item::set);
    }

    public ObservableList<ExportItem> items() {
        return items;
    }

    public ObjectProperty<ExportItem> itemProperty() {
        return item;
    }

    /** Of a figure. */
    public ObjectProperty<FigureFormat> formatProperty() {
        return format;
    }

    public DoubleProperty widthMmProperty() {
        return widthMm;
    }

    public DoubleProperty fontPointsProperty() {
        return fontPoints;
    }

    /** Of a graph's links so many are lines in an SVG or PDF. */
    public IntegerProperty linesProperty() {
        return lines;
    }

    /** Which links a graph's file holds. */
    public ExportLinks links() {
        return links;
    }

    /** Of a PNG, and of what is a picture in an SVG or PDF. */
    public DoubleProperty dpiProperty() {
        return dpi;
    }

    /** The path to write to, as typed. */
    public StringProperty fileProperty() {
        return file;
    }

    /** "85 × 57.8 mm". */
    public ReadOnlyStringProperty sizeProperty() {
        return size.getReadOnlyProperty();
    }

    /** The first lines of a file that is no figure. */
    public ReadOnlyStringProperty glanceProperty() {
        return glance.getReadOnlyProperty();
    }

    /** What came of it, in a sentence. */
    public ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }

    /** Whether the message tells of a mishap. */
    public ReadOnlyBooleanProperty wrongProperty() {
        return wrong.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty savingProperty() {
        return saving.getReadOnlyProperty();
    }

    /** Whether the file is there already and the next {@link #save} replaces it. */
    public BooleanProperty replacesProperty() {
        return replaces;
    }

    /** The size on paper as it is set, where the numbers make sense; the usual one otherwise. */
    FigureOptions options() {
        try {
            return new FigureOptions(widthMm.get(), fontPoints.get(), dpi.get(), lines.get());
        } catch (IllegalArgumentException e) {
            return FigureOptions.DEFAULT;
        }
    }

    private String describeSize() {
        if (!(item.get() instanceof ExportItem.Picture picture)) {
            return "";
        }
        FigureOptions options = options();
        double height = options.heightMm(picture.figure());
        String onPaper = String.format(Locale.ROOT, "%.0f × %.0f mm", options.widthMm(), height);
        return format.get() != FigureFormat.PNG ? onPaper
                : onPaper + String.format(Locale.ROOT, ", %.0f × %.0f pixels", options.widthMm() / 25.4 * options.dpi(), height / 25.4 * options.dpi());
    }

    private String ending() {
        return switch (item.get()) {
            case ExportItem.Picture picture -> format.get().ending();
            case ExportItem.Data data -> data.ending();
            case ExportItem.Graph graph -> graph.format().ending();
        };
    }

    /** A name for the file, unless the person has given one: then only its ending follows. */
    private void suggest() {
        if (item.get() == null) {
            return;
        }
        String model = source.modelName().replaceAll("[^\\p{L}\\p{N}._-]+", "-");
        String next = folder.resolve(model.substring(0, Math.min(60, model.length())) + "-" + item.get().stem() + "." + ending()).toString();
        if (file.get().isBlank() || file.get().equals(suggested)) {
            file.set(next);
        } else {
            file.set(file.get().replaceFirst("\\.(svg|pdf|png|csv|graphml|gexf|dot|gml)$", "." + ending()));
        }
        suggested = next;
    }

    /** Takes the file that was chosen in a dialog. */
    public void chose(Path chosen) {
        file.set(chosen.toString());
        remember(chosen);
    }

    private void remember(Path written) {
        if (written.toAbsolutePath().getParent() != null) {
            folder = written.toAbsolutePath().getParent();
        }
    }

    /** The preview of a file that is no figure: its beginning, written as it will be. */
    private void look() {
        glancing.cancel();
        glance.set("");
        contents(item.get()).ifPresent(contents -> glancing = source.workspace().executor().submit(new BackgroundTask<>(
                "Preview of " + item.get().label(), p -> Beginning.of(contents, p), glance::set, error -> tell(String.valueOf(error.getMessage()), true))));
    }

    /** What writes it now, unless it is a figure. */
    private Optional<ExportItem.Contents> contents(ExportItem chosen) {
        return switch (chosen) {
            case ExportItem.Data data -> Optional.of(data.contents());
            case ExportItem.Graph graph -> Optional.of(links.contents(graph));
            case ExportItem.Picture _ -> Optional.empty();
            case null -> Optional.empty();
        };
    }

    /** Saves it in the background. A file that is there already is replaced only at the second time. */
    public void save() {
        ExportItem chosen = item.get();
        if (chosen == null || saving.get()) {
            return;
        }
        Path path;
        FigureOptions options;
        try {
            path = Path.of(file.get().strip());
            options = new FigureOptions(widthMm.get(), fontPoints.get(), dpi.get(), lines.get());
        } catch (InvalidPathException e) {
            tell("\"" + file.get() + "\" is no file name.", true);
            return;
        } catch (IllegalArgumentException e) {
            tell(e.getMessage(), true);
            return;
        }
        if (file.get().isBlank()) {
            tell("Give the file a name.", true);
        } else if (chosen instanceof ExportItem.Picture && FigureFormat.of(path).filter(format.get()::equals).isEmpty()) {
            tell("The name of this file must end in ." + format.get().ending() + ".", true);
        } else if (Files.exists(path) && !replaces.get()) {
            tell(path.getFileName() + " is there already.", true);
            replaces.set(true);
        } else {
            start(chosen, path, options);
        }
    }

    private void start(ExportItem chosen, Path path, FigureOptions options) {
        tell("", false);
        saving.set(true);
        Optional<ExportItem.Contents> contents = contents(chosen);
        task = source.workspace().lastingExecutor().submit(new BackgroundTask<>("Save " + path.getFileName(), p -> {
            if (chosen instanceof ExportItem.Picture picture) {
                FigureFile.write(picture.figure(), options, path, p);
            } else {
                OutputFile.write(path, out -> contents.orElseThrow().writeTo(out, p));
            }
            return Files.size(path);
        }, bytes -> {
            ended();
            remember(path);
            tell(String.format(Locale.ROOT, "Saved %s (%,.1f kB).", path, bytes / 1000.0), false);
        }, error -> {
            ended();
            tell(sentence(error), true);
        }, () -> {
            ended();
            tell("Cancelled; nothing was written.", false);
        }));
    }

    private static String sentence(Throwable error) {
        return switch (error) {
            case UnwritableFileException bad -> bad.getMessage();
            case IOException io -> "The file could not be written: " + io.getMessage() + ".";
            default -> "The file could not be written (" + error + ").";
        };
    }

    private void ended() {
        saving.set(false);
        replaces.set(false);
    }

    /** Ends the saving; no file is left. */
    public void cancel() {
        task.cancel();
    }

    private void tell(String sentence, boolean isWrong) {
        message.set(sentence);
        wrong.set(isWrong && !sentence.isEmpty());
    }
}
