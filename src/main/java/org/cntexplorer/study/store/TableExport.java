package org.cntexplorer.study.store;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes every table as one file, for pandas, DuckDB and others. */
final class TableExport {
    /** What is written. */
    enum Format {
        PARQUET("parquet", "FORMAT parquet, COMPRESSION zstd"),
        CSV("csv", "FORMAT csv, HEADER");

        private final String ending;
        private final String options;

        Format(String ending, String options) {
            this.ending = ending;
            this.options = options;
        }
    }

    private TableExport() {}

    /** The folder to write into, made where it is not there. */
    static Path folder(Path folder) throws StudyStoreException {
        try {
            return Files.createDirectories(folder).toRealPath();
        } catch (IOException e) {
            throw new StudyStoreException("The folder " + folder + " cannot be made" + reason(e) + "; choose another.", e);
        }
    }

    /**
     * Writes beside the places and moves there when all are whole.
     *
     * @param session one that may write into {@code folder}
     * @return the files
     */
    static List<Path> write(StoreSession session, Path folder, Format format) throws StudyStoreException {
        Map<Path, Path> drafts = new LinkedHashMap<>();
        try {
            for (StudyTable table : StudyTable.values()) {
                if ("0".equals(session.value("SELECT count(*) FROM duckdb_tables() WHERE table_name = " + StoreSession.quoted(table.word())))) {
                    // of an older store that may only be read
                    continue;
                }
                Path file = folder.resolve(table.word() + "." + format.ending);
                // not a temporary file of Java's, which nobody else may read
                Path draft = folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
                drafts.put(draft, file);
                session.execute("COPY " + table.word() + " TO " + StoreSession.quoted(draft.toString()) + " (" + format.options
                        + ", USE_TMP_FILE false)");
            }
            for (Map.Entry<Path, Path> whole : drafts.entrySet()) {
                Files.move(whole.getKey(), whole.getValue(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
            return new ArrayList<>(drafts.values());
        } catch (SQLException e) {
            throw StoreProblem.sentence(folder, "written into", e);
        } catch (IOException e) {
            throw new StudyStoreException("The folder " + folder + " cannot be written into" + reason(e) + "; choose another.", e);
        } finally {
            drafts.keySet().forEach(draft -> draft.toFile().delete());
        }
    }

    private static String reason(IOException e) {
        String reason = e instanceof FileSystemException f ? f.getReason() : null;
        return reason == null ? "" : " (" + reason + ")";
    }
}
