package org.cntexplorer.app.session;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Asks for files by the system's dialogs. */
public class SessionFiles {
    /** For the dialogs' lists of kinds of files. */
    public static final FileChooser.ExtensionFilter SESSIONS = new FileChooser.ExtensionFilter("Sessions", "*" + SessionFile.EXTENSION);

    private final Window owner;

    public SessionFiles(Window owner) {
        this.owner = owner;
    }

    /** Where to save a session. @param proposed where it would be, if nobody says otherwise */
    protected Optional<Path> toSave(Path proposed) {
        Path goal = proposed;
        while (true) {
            Optional<Path> chosen = ask("Save the session", goal, SESSIONS, true);
            if (chosen.isEmpty() || SessionFile.isOne(chosen.get())) {
                return chosen;
            }
            goal = chosen.get().resolveSibling(chosen.get().getFileName() + SessionFile.EXTENSION);
            if (!Files.exists(goal)) {
                return Optional.of(goal);
            }
            // asked again with the whole name, so that the dialog asks whether that file is to be replaced
        }
    }

    /** A model's file that is not where it was. */
    protected Optional<Path> ofModel(Path missing) {
        return ask("Where is " + missing.getFileName() + "?", missing, new FileChooser.ExtensionFilter("All files", "*.*"), false);
    }

    private Optional<Path> ask(String title, Path proposed, FileChooser.ExtensionFilter filter, boolean save) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters().setAll(filter);
        chooser.setInitialFileName(proposed.getFileName().toString());
        for (Path folder = proposed.toAbsolutePath().getParent(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder)) {
                chooser.setInitialDirectory(folder.toFile());
                break;
            }
        }
        File chosen = save ? chooser.showSaveDialog(owner) : chooser.showOpenDialog(owner);
        return Optional.ofNullable(chosen).map(File::toPath);
    }
}
