package org.cntexplorer.app.study;

import atlantafx.base.theme.Styles;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.kordamp.ikonli.javafx.FontIcon;

/** Asks for a study's files and folders by the system's dialogs. */
public class StudyFiles {
    /** For the dialogs' lists of kinds of files. */
    public static final FileChooser.ExtensionFilter STORES = new FileChooser.ExtensionFilter("Studies", "*" + SetupViewModel.ENDING);
    private static final FileChooser.ExtensionFilter TABLES = new FileChooser.ExtensionFilter("Tables", "*.csv", "*.tsv", "*.txt");
    private static final FileChooser.ExtensionFilter ALL = new FileChooser.ExtensionFilter("All files", "*.*");

    private final Supplier<Window> owner;

    protected StudyFiles(Supplier<Window> owner) {
        this.owner = owner;
    }

    /** @param beside where the dialog begins */
    protected Optional<Path> folder(String title, Optional<Path> beside) {
        DirectoryChooser dialog = new DirectoryChooser();
        dialog.setTitle(title);
        beside.flatMap(StudyFiles::there).ifPresent(dialog::setInitialDirectory);
        return Optional.ofNullable(dialog.showDialog(owner.get())).map(File::toPath);
    }

    /** A table of labels. */
    protected Optional<Path> table(Optional<Path> beside) {
        FileChooser dialog = dialog("The table with the labels", beside);
        dialog.getExtensionFilters().setAll(TABLES, ALL);
        return Optional.ofNullable(dialog.showOpenDialog(owner.get())).map(File::toPath);
    }

    /** Samples, or their classes. */
    protected Optional<Path> data(String title, Optional<Path> beside) {
        return Optional.ofNullable(dialog(title, beside).showOpenDialog(owner.get())).map(File::toPath);
    }

    /** Where a store is to lie, or lies. */
    protected Optional<Path> store(Optional<Path> beside) {
        FileChooser dialog = dialog("Where the study is kept", beside);
        dialog.getExtensionFilters().setAll(STORES);
        dialog.setInitialFileName(beside.map(Path::getFileName).map(Path::toString).orElse("study" + SetupViewModel.ENDING));
        return Optional.ofNullable(dialog.showSaveDialog(owner.get())).map(File::toPath);
    }

    private static FileChooser dialog(String title, Optional<Path> beside) {
        FileChooser dialog = new FileChooser();
        dialog.setTitle(title);
        beside.flatMap(StudyFiles::there).ifPresent(dialog::setInitialDirectory);
        return dialog;
    }

    /** The nearest folder above that is there. */
    private static Optional<File> there(Path path) {
        for (Path folder = path.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder)) {
                return Optional.of(folder.toFile());
            }
        }
        return Optional.empty();
    }

    /** A button that asks and hands over what was chosen. */
    final Button button(String id, String help, Supplier<Optional<Path>> ask, Consumer<Path> chosen) {
        Button button = new Button("", new FontIcon("fth-folder"));
        button.setId(id);
        button.getStyleClass().add(Styles.BUTTON_ICON);
        button.setTooltip(new Tooltip(help));
        button.setAccessibleText(help);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(e -> ask.get().ifPresent(chosen));
        return button;
    }
}
