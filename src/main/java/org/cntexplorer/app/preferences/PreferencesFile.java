package org.cntexplorer.app.preferences;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;

/**
 * The preferences as a JSON file in the person's configuration folder. The system property {@code cntexplorer.config} names another
 * folder. A file that is missing or broken gives the defaults; one that cannot be written is left as it is: nobody wants an error
 * message about the place of a divider.
 */
public final class PreferencesFile {
    private static final ObjectMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL).build();
    private static final System.Logger LOG = System.getLogger(PreferencesFile.class.getName());

    private final Optional<Path> file;
    private Preferences current;

    private PreferencesFile(Optional<Path> file) {
        this.file = file;
        this.current = file.flatMap(PreferencesFile::read).orElse(Preferences.DEFAULT);
    }

    /** The file in the person's own folder, or in that of {@code cntexplorer.config}. */
    public static PreferencesFile ofUser() {
        return in(folder());
    }

    public static PreferencesFile in(Path folder) {
        return new PreferencesFile(Optional.of(folder.resolve("preferences.json")));
    }

    /** Preferences that are the defaults at first and are never written. */
    public static PreferencesFile inMemory() {
        return new PreferencesFile(Optional.empty());
    }

    private static Path folder() {
        String given = System.getProperty("cntexplorer.config");
        if (given != null) {
            return Path.of(given);
        }
        String home = System.getProperty("user.home");
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (os.contains("win") && System.getenv("APPDATA") != null) {
            return Path.of(System.getenv("APPDATA"), "CNT Explorer");
        }
        if (os.contains("mac")) {
            return Path.of(home, "Library", "Application Support", "CNT Explorer");
        }
        String xdg = System.getenv("XDG_CONFIG_HOME");
        return (xdg == null || xdg.isEmpty() ? Path.of(home, ".config") : Path.of(xdg)).resolve("cnt-explorer");
    }

    private static Optional<Preferences> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readValue(file.toFile(), Preferences.class));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.INFO, "preferences start anew, since " + file + " cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    public Preferences get() {
        return current;
    }

    /** Takes and writes new preferences. */
    public void set(Preferences changed) {
        if (changed.equals(current)) {
            return;
        }
        current = changed;
        file.ifPresent(this::write);
    }

    private void write(Path to) {
        try {
            Files.createDirectories(to.getParent());
            // whole or not at all: two windows may close at the same moment
            Path whole = Files.createTempFile(to.getParent(), "preferences", ".tmp");
            JSON.writeValue(whole.toFile(), current);
            Files.move(whole, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.INFO, "preferences are not kept, since " + to + " cannot be written: " + e.getMessage());
        }
    }
}
