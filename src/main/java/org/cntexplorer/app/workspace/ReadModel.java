package org.cntexplorer.app.workspace;

import java.nio.file.Path;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Network;

/**
 * A model that has been read, and how it is to be looked at once it is open.
 *
 * @param options how the file was read
 */
public record ReadModel(Path path, Network network, OpenOptions options, ViewState view) {}
