package org.cntexplorer.study;

import java.nio.file.Path;

/**
 * A network to be measured.
 *
 * @param file to be opened
 * @param name its path below the study's folder, parted by slashes
 */
public record Member(Path file, String name, Labels labels) {}
