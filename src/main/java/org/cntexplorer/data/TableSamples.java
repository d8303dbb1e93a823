package org.cntexplorer.data;

import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.NaturalOrder;
import org.cntexplorer.progress.Progress;

/** Samples that are the rows of a table, without its column of labels. */
final class TableSamples implements Samples {
    private static final List<String> LABEL_NAMES = List.of("label", "labels", "class", "target", "y");
    private static final int PIECE = 1 << 14;

    private final TextTable table;
    private final int[] columns;
    private final Optional<SampleLabels> labels;
    private final DataFile file;

    private TableSamples(TextTable table, int[] columns, Optional<SampleLabels> labels, DataFile file) {
        this.table = table;
        this.columns = columns;
        this.labels = labels;
        this.file = file;
    }

    /**
     * @param labelColumn the name of the column with labels, or its number from 1
     * @throws ModelFormatException where it is no table of numbers
     */
    static TableSamples of(DataFile file, Optional<String> labelColumn, Progress progress) throws ModelFormatException {
        TextTable table = new TextTable(file.name(), file.bytes(), progress.part(0, 0.7));
        int label = labelColumn.isPresent() ? chosen(table, labelColumn.get()) : labelColumn(table);
        int[] columns = IntStream.range(0, table.columns())
                .filter(i -> i != label && (table.header().isEmpty() || !table.header().get(i).isEmpty())).toArray();
        for (int column : columns) {
            if (table.isWord(column)) {
                throw new ModelFormatException(table.name() + " has words in " + table.columnName(column)
                        + ", and a network takes numbers; remove the column, or say that it holds the labels.");
            }
        }
        if (columns.length == 0) {
            throw new ModelFormatException(table.name() + " has no column of numbers beside the labels; give it one.");
        }
        return new TableSamples(table, columns, label < 0 ? Optional.empty() : Optional.of(labels(table, label, progress.part(0.7, 1))), file);
    }

    private static int chosen(TextTable table, String column) throws ModelFormatException {
        int named = table.header().indexOf(column);
        if (named >= 0) {
            return named;
        }
        try {
            int number = Integer.parseInt(column.strip());
            if (number >= 1 && number <= table.columns()) {
                return number - 1;
            }
        } catch (NumberFormatException e) {
            // it is a name then, and there is none such
        }
        throw new ModelFormatException(table.name() + " has no column " + column + " for labels; name one of its header, or a number from 1 to "
                + table.columns() + ".");
    }

    static boolean isLabelName(String column) {
        return LABEL_NAMES.contains(column.toLowerCase(Locale.ROOT));
    }

    /** The column that seems to hold labels, by its name, or because no other holds words; −1 where none does. */
    static int labelColumn(TextTable table) {
        List<String> lower = table.header().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        Optional<String> known = LABEL_NAMES.stream().filter(lower::contains).findFirst();
        if (known.isPresent()) {
            return lower.indexOf(known.get());
        }
        int[] words = IntStream.range(0, table.columns()).filter(table::isWord).toArray();
        return words.length == 1 ? words[0] : -1;
    }

    /** The labels of a column: whole numbers from 0, or words, which are classes in natural order. */
    static SampleLabels labels(TextTable table, int column, Progress progress) throws ModelFormatException {
        int[] of = new int[rows(table)];
        Map<String, Integer> numbers = new HashMap<>();
        List<String> words = new ArrayList<>();
        for (long from = 0; from < of.length; from += PIECE) {
            progress.check();
            progress.report((double) from / of.length, "Reading labels");
            table.rows(from, (int) Math.min(PIECE, of.length - from), (row, text, fields) -> {
                String word = new String(text, fields[2 * column], fields[2 * column + 1] - fields[2 * column], StandardCharsets.UTF_8);
                Integer known = numbers.get(word);
                if (known == null) {
                    known = words.size();
                    if (word.isEmpty() || known == SampleLabels.MOST_CLASSES) {
                        throw new ModelFormatException("Row " + row + " of " + table.name() + (word.isEmpty() ? " has no label in "
                                : " is of one more class than a network tells apart in ") + table.columnName(column) + "; check that it holds classes.");
                    }
                    numbers.put(word, known);
                    words.add(word);
                }
                of[(int) row] = known;
            });
        }
        FieldNumber number = new FieldNumber(table.point());
        if (words.stream().allMatch(word -> isNumber(number, word))) {
            int[] classes = new int[words.size()];
            for (int i = 0; i < classes.length; i++) {
                byte[] text = words.get(i).getBytes(StandardCharsets.UTF_8);
                classes[i] = LabelFile.whole(table.name(), number.of(text, 0, text.length));
            }
            return SampleLabels.numbered(IntStream.of(of).map(i -> classes[i]).toArray());
        }
        List<String> names = words.stream().sorted(NaturalOrder.OF_FILES).toList();
        int[] places = words.stream().mapToInt(names::indexOf).toArray();
        return new SampleLabels(IntStream.of(of).map(i -> places[i]).toArray(), names);
    }

    private static boolean isNumber(FieldNumber number, String word) {
        byte[] text = word.getBytes(StandardCharsets.UTF_8);
        number.of(text, 0, text.length);
        return number.sound();
    }

    private static int rows(TextTable table) throws ModelFormatException {
        if (table.count() > Integer.MAX_VALUE - 8) {
            throw new ModelFormatException(table.name() + " has more rows than labels are kept of; split it.");
        }
        return (int) table.count();
    }

    @Override
    public String name() {
        return table.name();
    }

    @Override
    public long count() {
        return table.count();
    }

    @Override
    public List<Integer> extents() {
        return List.of(columns.length);
    }

    @Override
    public ChannelOrder channels() {
        return ChannelOrder.NONE;
    }

    @Override
    public Optional<SampleLabels> labels() {
        return labels;
    }

    @Override
    public void read(long first, int some, FloatBuffer to) throws ModelFormatException {
        Objects.checkFromIndexSize(first, some, count());
        FieldNumber number = new FieldNumber(table.point());
        float[] sample = new float[columns.length];
        table.rows(first, some, (row, text, fields) -> {
            for (int i = 0; i < columns.length; i++) {
                sample[i] = (float) number(number, row, text, fields, columns[i]);
            }
            to.put(sample);
        });
    }

    private double number(FieldNumber number, long row, byte[] text, int[] fields, int column) throws ModelFormatException {
        return number(table, number, row, text, fields, column);
    }

    /** The number in a column of a row. */
    static double number(TextTable table, FieldNumber number, long row, byte[] text, int[] fields, int column) throws ModelFormatException {
        double value = number.of(text, fields[2 * column], fields[2 * column + 1]);
        if (!number.sound()) {
            String field = new String(Arrays.copyOfRange(text, fields[2 * column], Math.min(fields[2 * column + 1], fields[2 * column] + 30)),
                    StandardCharsets.UTF_8);
            throw new ModelFormatException("Row " + row + " of " + table.name() + " (the first is 0) has "
                    + (field.isEmpty() ? "nothing" : "\"" + field + "\"") + " in " + table.columnName(column) + " where a number should be; correct it.");
        }
        return value;
    }

    @Override
    public void close() {
        file.close();
    }
}
