package org.cntexplorer.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateFolderTest {
    private static final Path HOME = Path.of("home").toAbsolutePath();

    @Test
    void itIsWhereEachSystemWantsIt() {
        assertThat(StateFolder.of("Linux", HOME, Map.of())).isEqualTo(HOME.resolve(".local/state/cnt-explorer"));
        assertThat(StateFolder.of("Linux", HOME, Map.of("XDG_STATE_HOME", "/s"))).isEqualTo(Path.of("/s/cnt-explorer"));
        assertThat(StateFolder.of("Mac OS X", HOME, Map.of("XDG_STATE_HOME", "/s"))).isEqualTo(HOME.resolve("Library/Application Support/CNT Explorer"));
        assertThat(StateFolder.of("Windows 11", HOME, Map.of("LOCALAPPDATA", "/l"))).isEqualTo(Path.of("/l/CNT Explorer"));
        assertThat(StateFolder.of("Windows 11", HOME, Map.of())).isEqualTo(HOME.resolve("AppData/Local/CNT Explorer"));
    }
}
