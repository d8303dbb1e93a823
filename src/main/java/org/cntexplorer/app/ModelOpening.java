package org.cntexplorer.app;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.cntexplorer.app.preferences.PreferencesFile;
import org.cntexplorer.app.session.SessionDesk;
import org.cntexplorer.app.session.SessionFile;
import org.cntexplorer.app.session.SessionFiles;
import org.cntexplorer.app.study.StudyDesk;
import org.cntexplorer.app.study.StudyFiles;
import org.cntexplorer.app.workspace.OpenModel;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.ModelReader;
import org.cntexplorer.format.OpenOptions;

/** The ways to a model or a session: the file dialog, a recent file, the bundled sample. Files that were opened become recent files. */
final class ModelOpening {
    /** The bundled sample, below the assets' folder. */
    static final String SAMPLE = "samples/digits-mlp.npy";
    /** Digits that it was not trained on. */
    static final String DIGITS = "samples/digits-100.npz";
    /** Beginning of the name of a temporary folder that a copy of it lies in. */
    private static final String COPIES = "cnt-explorer-sample-";

    private final Workspace workspace;
    private final PreferencesFile preferences;
    private final ObservableList<Path> recent = FXCollections.observableArrayList();
    // one and the same: a list made for a listener would be gone with the next garbage collection, and the listener with it
    private final ObservableList<Path> recentToRead = FXCollections.unmodifiableObservableList(recent);
    private SessionDesk sessions;
    private StudyDesk studies;
    private Function<Window, Optional<Path>> chooser = this::ask;

    ModelOpening(Workspace workspace, PreferencesFile preferences) {
        this.workspace = workspace;
        this.preferences = preferences;
        preferences.get().recent().stream().map(Path::of).forEach(recent::add);
        workspace.models().addListener((ListChangeListener<OpenModel>) change -> {
            while (change.next()) {
                change.getAddedSubList().forEach(model -> remember(model.path()));
            }
        });
    }

    /** The files that were opened last, newest first. */
    ObservableList<Path> recent() {
        return recentToRead;
    }

    /** Who opens sessions. */
    void setSessions(SessionDesk desk) {
        sessions = desk;
        desk.whenOpened(this::remember);
    }

    /** Who opens studies. */
    void setStudies(StudyDesk desk) {
        studies = desk;
    }

    /** Opens a model, a session, or a study: its store, or a folder with several models. */
    void open(Path file) {
        if (SessionFile.isOne(file)) {
            sessions.open(file.toAbsolutePath().normalize());
        } else if (StudyDesk.mayBeOne(file)) {
            studies.open(file.toAbsolutePath().normalize());
        } else {
            openModel(file);
        }
    }

    /** Opens a model, whatever its name. */
    void openModel(Path file) {
        workspace.open(file.toAbsolutePath().normalize(), OpenOptions.NONE);
    }

    /** Asks for a file. */
    void choose(Window owner) {
        chooser.apply(owner).ifPresent(this::open);
    }

    /** Who asks: the system's dialog, unless this says otherwise. */
    void setChooser(Function<Window, Optional<Path>> asking) {
        chooser = asking;
    }

    private Optional<Path> ask(Window owner) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Open a model, a session or a study");
        chooser.getExtensionFilters().setAll(filters());
        folder().ifPresent(chooser::setInitialDirectory);
        return Optional.ofNullable(chooser.showOpenDialog(owner)).map(File::toPath);
    }

    /** All of them first, then sessions and studies, then a filter for each format, then any file: what counts is the content, not the name. */
    static List<FileChooser.ExtensionFilter> filters() {
        List<FileChooser.ExtensionFilter> filters = new ArrayList<>();
        List<ModelReader> readers = ModelFiles.readers();
        List<String> all = Stream.concat(readers.stream().flatMap(ModelOpening::patterns), Stream.of(SessionFiles.SESSIONS, StudyFiles.STORES)
                .flatMap(filter -> filter.getExtensions().stream())).distinct().sorted().toList();
        filters.add(new FileChooser.ExtensionFilter("Models, sessions and studies", all));
        filters.add(SessionFiles.SESSIONS);
        filters.add(StudyFiles.STORES);
        for (ModelReader reader : readers) {
            filters.add(new FileChooser.ExtensionFilter(reader.format(), patterns(reader).toList()));
        }
        filters.add(new FileChooser.ExtensionFilter("All files", "*.*"));
        return filters;
    }

    private static Stream<String> patterns(ModelReader reader) {
        return reader.extensions().stream().map(extension -> "*." + extension);
    }

    private Optional<File> folder() {
        return recent.stream().map(Path::getParent).filter(f -> f != null && Files.isDirectory(f)).findFirst().map(Path::toFile);
    }

    /** Opens the bundled sample. */
    void openSample() {
        try {
            open(sample(SAMPLE));
        } catch (IOException e) {
            workspace.fail(e);
        }
    }

    /**
     * A bundled sample as a file: that of the assets' folder, or a copy of the class path's in the folder for temporary files.
     *
     * @throws IOException where there is none
     */
    static Path sample(String name) throws IOException {
        String assets = System.getProperty("cntexplorer.assets");
        if (assets != null && Files.isRegularFile(Path.of(assets, name))) {
            return Path.of(assets, name);
        }
        try (InputStream in = ModelOpening.class.getResourceAsStream("/assets/" + name)) {
            if (in == null) {
                throw new IOException("the sample " + name + " is not part of this installation");
            }
            Path copy = Files.createTempDirectory(COPIES).resolve(Path.of(name).getFileName());
            Files.copy(in, copy);
            copy.toFile().deleteOnExit();
            copy.getParent().toFile().deleteOnExit();
            return copy;
        }
    }

    private void remember(Path file) {
        // copies of the sample go away with the program
        if (file.startsWith(Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath()) && file.getParent() != null
                && file.getParent().getFileName().toString().startsWith(COPIES)) {
            return;
        }
        preferences.set(preferences.get().withRecent(file.toString()));
        recent.setAll(preferences.get().recent().stream().map(Path::of).toList());
    }

    void forgetRecent() {
        preferences.set(preferences.get().withRecent(List.of()));
        recent.clear();
    }
}
