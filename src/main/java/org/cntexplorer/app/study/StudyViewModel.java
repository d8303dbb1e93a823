package org.cntexplorer.app.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.study.store.StoredNetwork;
import org.cntexplorer.study.store.StudyStore;
import org.cntexplorer.study.store.StudyStoreException;

/** The study of a window: its store, what was read of it, and the measuring of what it does not have yet. */
final class StudyViewModel {
    /** Settings of a store: where its networks and labels came from. */
    private static final String FOLDER = "folder";
    private static final String PATTERN = "pattern";
    private static final String TABLE = "table";

    private final TaskExecutor executor;
    private final Consumer<Throwable> onError;
    private final ReadOnlyObjectWrapper<List<StoredNetwork>> networks = new ReadOnlyObjectWrapper<>(this, "networks", List.of());
    private TaskExecutor.Handle reading = TaskExecutor.Handle.NONE;
    private Optional<StoreHold> hold = Optional.empty();

    StudyViewModel(TaskExecutor executor, Consumer<Throwable> onError) {
        this.executor = executor;
        this.onError = onError;
    }

    /** The files of the study that the store knows, also those left out. */
    ReadOnlyObjectProperty<List<StoredNetwork>> networksProperty() {
        return networks.getReadOnlyProperty();
    }

    private record Read(List<StoredNetwork> networks, StudySource source) {}

    /**
     * Reads a study that was measured before.
     *
     * @param onRead told on the JavaFX thread where its networks and labels came from
     */
    void open(Path file, Consumer<StudySource> onRead) {
        reading.cancel();
        StoreHold store = hold(file);
        reading = executor.submit(new BackgroundTask<>("Open the study " + file.getFileName(), progress -> {
            if (!Files.exists(file)) {
                throw new StudyStoreException("There is no study " + file + "; check its name, or make a new one.");
            }
            return store.use(open -> new Read(open.networks(), source(open)));
        }, read -> {
            networks.set(read.networks());
            onRead.accept(read.source());
        }, onError));
    }

    private static StudySource source(StudyStore store) throws StudyStoreException {
        return new StudySource(store.setting(FOLDER).orElse(""), store.setting(PATTERN).orElse(""), store.setting(TABLE).orElse(""));
    }

    /** The store in a file: the one that is open, or another in its place. */
    private StoreHold hold(Path file) {
        if (hold.isPresent() && hold.get().file().equals(file)) {
            return hold.get();
        }
        letGo();
        hold = Optional.of(new StoreHold(file));
        return hold.get();
    }

    private void letGo() {
        hold.ifPresent(before -> Thread.ofPlatform().name("close-study").start(() -> {
            try {
                before.release();
            } catch (StudyStoreException e) {
                System.getLogger(StudyViewModel.class.getName()).log(System.Logger.Level.WARNING, "could not close " + before.file(), e);
            }
        }));
        hold = Optional.empty();
    }

    /** Ends what is going on; the store is closed when the last of it has ended. */
    void close() {
        reading.cancel();
        letGo();
    }
}
