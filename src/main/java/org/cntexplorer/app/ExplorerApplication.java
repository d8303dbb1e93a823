package org.cntexplorer.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import org.cntexplorer.app.preferences.PreferencesFile;
import org.cntexplorer.app.session.StateFolder;

/** The program with its window: the entry for the command line. */
public final class ExplorerApplication extends Application {
    /** As in pom.xml. */
    public static final String VERSION = "0.1.0";
    /** In pixels; the desktop takes the one that suits it. */
    private static final int[] ICON_SIZES = {16, 24, 32, 48, 64, 128, 256};

    /** For the tool kit. */
    public ExplorerApplication() {}

    /** Why no window can be opened here, as the beginning of a sentence: "There is no display". Nothing where one can. */
    public static Optional<String> obstacle() {
        return Display.missing();
    }

    /** Opens the window, with a model or none, and returns when it has been closed. There is no {@linkplain #obstacle obstacle}. */
    public static void launch(Optional<Path> file) {
        ClassPathNotice.silence();
        Application.launch(ExplorerApplication.class, file.map(Path::toString).stream().toArray(String[]::new));
    }

    @Override
    public void start(Stage stage) {
        for (int size : ICON_SIZES) {
            stage.getIcons().add(new Image("/assets/icons/cnt-explorer-" + size + ".png"));
        }
        MainWindow window = new MainWindow(stage, PreferencesFile.ofUser(), Optional.of(StateFolder.ofUser()));
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {
            System.getLogger(ExplorerApplication.class.getName()).log(System.Logger.Level.ERROR, "uncaught in " + thread.getName(), error);
            Platform.runLater(() -> window.tell(error));
        });
        stage.show();
        List<String> files = getParameters().getUnnamed();
        if (!files.isEmpty()) {
            window.open(Path.of(files.getFirst()));
        }
    }
}
