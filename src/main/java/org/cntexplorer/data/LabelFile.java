package org.cntexplorer.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.numpy.NpyFile;
import org.cntexplorer.format.numpy.NumpyArray;
import org.cntexplorer.model.ElementType;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;

/** Reads a file of labels: whole numbers from 0, words, or rows that are 0 but for a 1 at the class; and files that list rows. */
final class LabelFile {
    private static final int PIECE = 1 << 14;

    private LabelFile() {}

    /** The whole number from 0 that a label is. */
    static int whole(String source, double label) throws ModelFormatException {
        if (label != Math.rint(label) || label < 0 || label >= SampleLabels.MOST_CLASSES) {
            throw new ModelFormatException(source + " has the label " + shown(label) + ", and classes are counted 0, 1, 2, …; number them so, or name them.");
        }
        return (int) label;
    }

    private static String shown(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15 ? Long.toString((long) number) : Double.toString(number);
    }

    static SampleLabels read(Path path, Progress progress) throws ModelFormatException {
        try (DataFile file = DataFile.open(path, progress)) {
            FileKind kind = FileKind.of(file);
            return switch (kind) {
                case NPY -> labels(file.name(), NpyFile.numbers(file.name(), file.bytes()), progress);
                case IDX -> labels(file.name(), IdxFile.read(file), progress);
                case NPZ -> {
                    NpzFile npz = new NpzFile(file);
                    yield labels(file, npz, npz.onlyLabels(), progress);
                }
                case TABLE -> ofTable(new TextTable(file.name(), file.bytes(), progress), progress);
                default -> throw new ModelFormatException(file.name() + " is " + kind.words()
                        + ", not a list of labels; give a .npy, .csv or IDX file with a label for each sample.");
            };
        }
    }

    /** The labels in an array of an archive. */
    static SampleLabels labels(DataFile file, NpzFile npz, String array, Progress progress) throws ModelFormatException {
        NpzFile.Array read = npz.read(array, progress);
        try {
            return labels(file.name() + " (" + array + ")", read.numbers(), progress);
        } finally {
            if (read.file() != file) {
                read.file().close();
            }
        }
    }

    private static SampleLabels labels(String source, NumpyArray.Numbers numbers, Progress progress) throws ModelFormatException {
        long[] shape = numbers.shape();
        long classes = shape.length == 2 ? shape[1] : 1;
        if (shape.length == 0 || shape.length > 2 || shape[0] == 0 || classes == 0 || shape[0] > Integer.MAX_VALUE - 8 || classes > SampleLabels.MOST_CLASSES) {
            throw new ModelFormatException(source + " is no list of labels: its extents are "
                    + Arrays.toString(shape) + "; give one number for each sample, or one row with a 1 at its class.");
        }
        boolean columnMajor = numbers.columnMajor() && classes > 1;
        Tensor tensor = new Tensor(numbers.type(), numbers.order(), numbers.data(), numbers.data().byteSize() / numbers.type().bytes());
        int[] of = new int[(int) shape[0]];
        double[] row = new double[(int) classes];
        for (int i = 0; i < of.length; i++) {
            if (i % PIECE == 0) {
                progress.check();
            }
            for (int k = 0; k < row.length; k++) {
                row[k] = tensor.get(columnMajor ? (long) k * of.length + i : (long) i * row.length + k);
            }
            of[i] = row.length == 1 ? whole(source, row[0]) : hot(source, i, row);
        }
        return row.length == 1 ? SampleLabels.numbered(of) : ofHot(of, row.length);
    }

    private static SampleLabels ofHot(int[] of, int classes) {
        return new SampleLabels(of, IntStream.range(0, classes).mapToObj(Integer::toString).toList());
    }

    /** Where the one 1 of a row is. */
    private static int hot(String source, long row, double[] numbers) throws ModelFormatException {
        int place = -1;
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] == 1 && place < 0) {
                place = i;
            } else if (numbers[i] != 0) {
                throw notHot(source, row, numbers.length);
            }
        }
        if (place < 0) {
            throw notHot(source, row, numbers.length);
        }
        return place;
    }

    private static ModelFormatException notHot(String source, long row, int classes) {
        return new ModelFormatException("Row " + row + " of " + source + " (the first is 0) is not 0 but for a 1 at one of " + classes
                + " classes; give such rows, or one number for each sample.");
    }

    private static SampleLabels ofTable(TextTable table, Progress progress) throws ModelFormatException {
        int column = table.columns() == 1 ? 0 : TableSamples.labelColumn(table);
        if (column >= 0) {
            return TableSamples.labels(table, column, progress);
        }
        if (table.count() > Integer.MAX_VALUE - 8) {
            throw new ModelFormatException(table.name() + " has more rows than labels are kept of; split it.");
        }
        int[] of = new int[(int) table.count()];
        double[] numbers = new double[table.columns()];
        FieldNumber number = new FieldNumber(table.point());
        for (int from = 0; from < of.length; from += PIECE) {
            progress.check();
            table.rows(from, Math.min(PIECE, of.length - from), (row, text, fields) -> {
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = TableSamples.number(table, number, row, text, fields, i);
                }
                of[(int) row] = hot(table.name(), row, numbers);
            });
        }
        return ofHot(of, numbers.length);
    }

    /** A list of rows, the first being 0: an array of one extent, or a table of one column. */
    static long[] rows(Path path, Progress progress) throws ModelFormatException {
        try (DataFile file = DataFile.open(path, progress)) {
            FileKind kind = FileKind.of(file);
            long[] rows = switch (kind) {
                case NPY -> rows(file.name(), NpyFile.numbers(file.name(), file.bytes()));
                case TABLE -> rows(new TextTable(file.name(), file.bytes(), progress));
                default -> throw new ModelFormatException(file.name() + " is " + kind.words() + ", not a list of rows; give a .csv or .npy file of whole numbers.");
            };
            for (int i = 0; i < rows.length; i++) {
                if (rows[i] < 0) {
                    throw new ModelFormatException("Entry " + i + " of " + file.name()
                            + " is not the number of a row, which are counted 0, 1, 2, …; correct it.");
                }
            }
            return rows;
        }
    }

    private static long row(double number) {
        return number == Math.rint(number) && number >= 0 && number < 1L << 53 ? (long) number : -1;
    }

    private static long[] rows(String source, NumpyArray.Numbers numbers) throws ModelFormatException {
        Tensor tensor = new Tensor(numbers.type(), numbers.order(), numbers.data(), numbers.data().byteSize() / numbers.type().bytes());
        if (numbers.type() == ElementType.BOOL) {
            return IntStream.range(0, Math.toIntExact(tensor.size())).filter(i -> tensor.get(i) != 0).mapToLong(i -> i).toArray();
        }
        if (tensor.size() > Integer.MAX_VALUE - 8 || Arrays.stream(numbers.shape()).skip(1).anyMatch(extent -> extent > 1)) {
            throw new ModelFormatException(source + " is no list of rows: its extents are " + Arrays.toString(numbers.shape())
                    + "; give whole numbers in one extent.");
        }
        long[] rows = new long[(int) tensor.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(tensor.get(i));
        }
        return rows;
    }

    private static long[] rows(TextTable table) throws ModelFormatException {
        if (table.columns() > 1 || table.count() > Integer.MAX_VALUE - 8) {
            throw new ModelFormatException(table.name() + " has " + table.columns() + " columns and is no list of rows; give one whole number a line.");
        }
        long[] rows = new long[(int) table.count()];
        FieldNumber number = new FieldNumber(table.point());
        table.rows(0, rows.length, (row, text, fields) -> rows[(int) row] = row(TableSamples.number(table, number, row, text, fields, 0)));
        return rows;
    }
}
