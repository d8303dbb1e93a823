package org.cntexplorer.activity.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where this program keeps for a person what it can make again: as the system wants it. */
public final class CacheFolder {
    /** The system property that names another place. */
    public static final String PROPERTY = "cntexplorer.cache";

    private CacheFolder() {}

    static Path of(String system, Path home, Map<String, String> environment) {
        String name = "cnt-explorer";
        if (system.startsWith("Windows")) {
            String local = environment.getOrDefault("LOCALAPPDATA", "");
            return (local.isEmpty() ? home.resolve("AppData").resolve("Local") : Path.of(local)).resolve(name).resolve("cache");
        }
        if (system.startsWith("Mac")) {
            return home.resolve("Library").resolve("Caches").resolve(name);
        }
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        return (cache.isEmpty() ? home.resolve(".cache") : Path.of(cache)).resolve(name);
    }

    /** The folder, there to be written to: the person's, or where that cannot be, one for this run alone. @throws IOException where there is none */
    public static Path find() throws IOException {
        String given = System.getProperty(PROPERTY);
        Path wanted = given != null ? Path.of(given) : of(System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System.getenv());
        try {
            Files.createDirectories(wanted);
            if (Files.isWritable(wanted)) {
                return wanted;
            }
        } catch (IOException e) {
            // a home that is not there or not one's own, as in some containers
        }
        Path own = Files.createTempDirectory("cnt-explorer-cache");
        own.toFile().deleteOnExit();
        return own;
    }
}
