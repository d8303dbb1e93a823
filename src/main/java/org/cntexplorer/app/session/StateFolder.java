package org.cntexplorer.app.session;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Where the program keeps what is not the person's own file: sessions that nobody has saved. */
public final class StateFolder {
    private StateFolder() {}

    /** The person's own folder, by the custom of the system; that which the system property {@code cntexplorer.state} names goes before it. */
    public static Path ofUser() {
        String given = System.getProperty("cntexplorer.state");
        return given != null ? Path.of(given) : of(System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System.getenv());
    }

    static Path of(String system, Path home, Map<String, String> environment) {
        Function<String, String> given = name -> environment.getOrDefault(name, "");
        String os = system.toLowerCase(Locale.ROOT);
        if (os.contains("win") && !os.contains("darwin")) {
            return (given.apply("LOCALAPPDATA").isEmpty() ? home.resolve("AppData").resolve("Local") : Path.of(given.apply("LOCALAPPDATA")))
                    .resolve("CNT Explorer");
        }
        if (os.contains("mac")) {
            return home.resolve("Library").resolve("Application Support").resolve("CNT Explorer");
        }
        return (given.apply("XDG_STATE_HOME").isEmpty() ? home.resolve(".local").resolve("state") : Path.of(given.apply("XDG_STATE_HOME")))
                .resolve("cnt-explorer");
    }
}
