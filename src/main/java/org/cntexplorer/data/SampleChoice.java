package org.cntexplorer.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which samples a person wants.
 *
 * @param data a file, a folder of pictures, or several pictures
 * @param labels a file of labels, where the data hold none or others are wanted
 * @param labelColumn of a table: its name, or its number from 1; what is called label, labels, class, target or y where nobody says
 * @param array of an .npz: its name; what is called x, images or the like where nobody says
 * @param rows a file that lists the samples to take, the first being 0
 */
public record SampleChoice(List<Path> data, Optional<Path> labels, Optional<String> labelColumn, Optional<String> array, Optional<Path> rows) {
    public SampleChoice {
        data = List.copyOf(data);
        if (data.isEmpty()) {
            throw new IllegalArgumentException("no file");
        }
    }

    /** All of a file or folder. */
    public static SampleChoice of(Path... data) {
        return new SampleChoice(List.of(data), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same with labels of a file. */
    public SampleChoice withLabels(Path file) {
        return new SampleChoice(data, Optional.of(file), labelColumn, array, rows);
    }

    /** The same with labels in a column. */
    public SampleChoice withLabelColumn(String column) {
        return new SampleChoice(data, labels, Optional.of(column), array, rows);
    }

    /** The same of an array of an archive. */
    public SampleChoice withArray(String name) {
        return new SampleChoice(data, labels, labelColumn, Optional.of(name), rows);
    }

    /** The rows that a file lists. */
    public SampleChoice withRows(Path file) {
        return new SampleChoice(data, labels, labelColumn, array, Optional.of(file));
    }
}
