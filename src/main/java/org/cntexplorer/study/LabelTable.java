package org.cntexplorer.study;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.cntexplorer.format.ModelFormatException;

/**
 * A table that names model files and their labels: CSV as in RFC 4180, parted by comma, semicolon or tab, in UTF-8 with or without a byte
 * order mark, with a header. The column called file, path, model or name (the first of these that there is, whatever the case) has the
 * files, else the first column with a name; every other column with a name is a label. Where a comma does not part the columns it may stand
 * in numbers as the decimal point.
 *
 * @param folder that the files' names begin at, usually the table's
 * @param name of the table's file
 * @param fileColumn the header of the column with the files
 * @param rows those that name another file each, one that is there
 * @param leftOut rows that were cut, name no file that is there or one of a row before, each with its line
 */
public record LabelTable(Path folder, String name, String fileColumn, List<Row> rows, List<LeftOut> leftOut) {
    private static final long MOST_BYTES = 64L << 20;
    private static final int MOST_ROWS = 1_000_000;
    private static final int MOST_COLUMNS = 1000;
    private static final List<String> FILE = List.of("file", "path", "model", "name");

    /**
     * @param line in the table, the header's being 1
     * @param file as the table names it
     * @param labels one for each column; the empty word where the row has nothing there
     */
    public record Row(int line, String file, Path path, Labels labels) {}

    public LabelTable {
        rows = List.copyOf(rows);
        leftOut = List.copyOf(leftOut);
    }

    /** @throws ModelFormatException with one sentence where the file cannot be read, is no such table, or has a wrong header */
    public static LabelTable read(Path csv) throws ModelFormatException {
        return read(csv, csv.toAbsolutePath().normalize().getParent());
    }

    /**
     * The same of a table that lies elsewhere than its files.
     *
     * @param folder that the files' names begin at
     */
    public static LabelTable read(Path csv, Path folder) throws ModelFormatException {
        String name = String.valueOf(csv.getFileName());
        String text = text(csv, name);
        char delimiter = CsvRecords.delimiter(text);
        List<CsvRecords.Row> records = CsvRecords.of(text, delimiter);
        if (records.size() > MOST_ROWS) {
            throw new ModelFormatException(name + " has more than " + MOST_ROWS + " rows; split it into several studies.");
        }
        List<String> header = header(name, folder, records);
        int file = fileColumn(header);
        Reading reading = new Reading(csv, folder, header, file, delimiter != ',');
        records.stream().skip(1).forEach(reading::add);
        return new LabelTable(folder, name, header.get(file), reading.rows, reading.leftOut);
    }

    private static String text(Path csv, String name) throws ModelFormatException {
        if (!Files.isRegularFile(csv)) {
            throw new ModelFormatException(csv + (Files.exists(csv)
                    ? " is no plain file; name the table itself." : " is not there; check its name."));
        }
        try (InputStream in = Files.newInputStream(csv)) {
            byte[] bytes = in.readNBytes((int) MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new ModelFormatException(name + " is larger than " + (MOST_BYTES >> 20)
                        + " MB; keep only the columns with the files and their labels.");
            }
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.indexOf('\0') >= 0) {
                throw new ModelFormatException(name + " holds zero bytes and is no table in UTF-8; save it as \"CSV UTF-8\".");
            }
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new ModelFormatException(name + " is no text in UTF-8; save it as \"CSV UTF-8\".", e);
        } catch (IOException | SecurityException e) {
            throw new ModelFormatException(csv + " cannot be read (" + e.getMessage() + "); check the rights and the disk.", e);
        }
    }

    private static List<String> header(String name, Path folder, List<CsvRecords.Row> records) throws ModelFormatException {
        if (records.isEmpty()) {
            throw new ModelFormatException(name + " is empty; give it a header such as file,accuracy and a row for each model.");
        }
        if (!records.getFirst().damage().isEmpty()) {
            throw new ModelFormatException("The header of " + name + " " + records.getFirst().damage() + ".");
        }
        List<String> header = records.getFirst().fields().stream().map(String::strip).toList();
        if (header.size() > MOST_COLUMNS) {
            throw new ModelFormatException(name + " has " + header.size() + " columns, more than " + MOST_COLUMNS
                    + "; keep the files and their labels.");
        }
        Set<String> seen = new HashSet<>();
        for (String column : header) {
            if (!column.isEmpty() && !seen.add(column)) {
                throw new ModelFormatException("The header of " + name + " has " + column + " twice; give every column a name of its own.");
            }
            if (isFile(folder, column)) {
                throw new ModelFormatException(name + " begins with the file " + column
                        + " instead of a header; put a line such as file,accuracy before it.");
            }
        }
        if (seen.size() < 2) {
            throw new ModelFormatException("The header of " + name + " has " + (seen.isEmpty() ? "no column" : "the column "
                    + seen.iterator().next() + " alone")
                    + "; it needs one with the files and one for each label, as in file,accuracy.");
        }
        return header;
    }

    private static boolean isFile(Path folder, String name) {
        try {
            return !name.isEmpty() && Files.isRegularFile(folder.resolve(name)) && ModelNames.isNamedAsModel(folder.resolve(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static int fileColumn(List<String> header) {
        List<String> lower = header.stream().map(column -> column.toLowerCase(Locale.ROOT)).toList();
        return FILE.stream().filter(lower::contains).findFirst().map(lower::indexOf)
                .orElseGet(() -> header.indexOf(header.stream().filter(column -> !column.isEmpty()).findFirst().orElseThrow()));
    }

    /** Goes through the rows and keeps what was found. */
    private static final class Reading {
        private final String name;
        private final String anchor;
        private final Path folder;
        private final List<String> header;
        private final int file;
        private final boolean decimalComma;
        private final List<Row> rows = new ArrayList<>();
        private final List<LeftOut> leftOut = new ArrayList<>();
        /** The line that named a file first, by the file's real path. */
        private final Map<Path, Integer> lines = new HashMap<>();

        Reading(Path csv, Path folder, List<String> header, int file, boolean decimalComma) {
            name = String.valueOf(csv.getFileName());
            anchor = folder.equals(csv.toAbsolutePath().normalize().getParent()) ? "the table's folder" : folder.toString();
            this.folder = folder;
            this.header = header;
            this.file = file;
            this.decimalComma = decimalComma;
        }

        void add(CsvRecords.Row row) {
            if (!row.damage().isEmpty()) {
                leaveOut(row, row.damage());
            } else if (row.fields().size() != header.size()) {
                leaveOut(row, "has " + row.fields().size() + " of " + header.size() + " fields; complete it");
            } else if (row.fields().get(file).isBlank()) {
                leaveOut(row, "names no file; write one into the column " + header.get(file));
            } else {
                addSound(row, row.fields().get(file).strip());
            }
        }

        private void addSound(CsvRecords.Row row, String named) {
            try {
                Path path = folder.resolve(named);
                if (!Files.exists(path) && named.indexOf('\\') >= 0) {
                    // written under Windows
                    path = folder.resolve(named.replace('\\', '/'));
                }
                if (!Files.isRegularFile(path)) {
                    leaveOut(row, "names " + named + (Files.exists(path) ? ", which is a folder; name the model file in it"
                            : ", which is not there; file names begin at " + anchor));
                    return;
                }
                Integer before = lines.putIfAbsent(path.toRealPath(), row.line());
                if (before != null) {
                    leaveOut(row, "names " + named + ", the same file as line " + before + "; remove one of them");
                    return;
                }
                rows.add(new Row(row.line(), named, path, labels(row.fields())));
            } catch (IOException | InvalidPathException | SecurityException e) {
                leaveOut(row, "names " + named + ", which cannot be read (" + e.getMessage() + "); check the name and the rights");
            }
        }

        private Labels labels(List<String> fields) {
            Map<String, Label> labels = new LinkedHashMap<>();
            for (int i = 0; i < fields.size(); i++) {
                if (i != file && !header.get(i).isEmpty()) {
                    labels.put(header.get(i), label(fields.get(i)));
                }
            }
            return new Labels(labels);
        }

        private Label label(String field) {
            Label label = Label.of(field);
            boolean mayBeDecimal = decimalComma && label instanceof Label.Word && field.indexOf(',') >= 0 && field.indexOf('.') < 0;
            return mayBeDecimal && Label.of(field.replace(',', '.')) instanceof Label.Number number ? number : label;
        }

        private void leaveOut(CsvRecords.Row row, String what) {
            leftOut.add(new LeftOut("line " + row.line(), "Line " + row.line() + " of " + name + " " + what + "."));
        }
    }
}
