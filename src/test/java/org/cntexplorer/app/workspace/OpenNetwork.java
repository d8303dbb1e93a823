package org.cntexplorer.app.workspace;

import java.nio.file.Path;
import org.cntexplorer.app.task.InlineTaskExecutor;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Network;

/** Workspaces with a network that comes from no file. */
public final class OpenNetwork {
    private OpenNetwork() {}

    /** A workspace that does everything at once and throws what a person would be told of. */
    public static Workspace empty() {
        Workspace workspace = new Workspace(new InlineTaskExecutor());
        workspace.setOnError(error -> {
            throw new AssertionError(error);
        });
        return workspace;
    }

    public static void in(Workspace workspace, Network network) {
        workspace.show(Path.of("made by hand"), network, OpenOptions.NONE);
    }
}
