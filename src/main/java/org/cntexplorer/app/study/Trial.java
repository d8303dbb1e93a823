package org.cntexplorer.app.study;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.FileNamePattern;
import org.cntexplorer.study.LabelTable;
import org.cntexplorer.study.Labels;
import org.cntexplorer.study.LeftOut;
import org.cntexplorer.study.ModelFolder;
import org.cntexplorer.study.Population;

/**
 * What a pattern or a table finds, before anything is measured.
 *
 * @param rows the first files, members and others
 * @param labels the names of the labels, in order
 * @param count in words, how many are members: "12 of 13 files"
 * @param sentence what is wrong; empty where the study can be measured
 * @param population what would be measured; empty where there is nothing
 */
public record Trial(List<PreviewRow> rows, List<String> labels, String count, String sentence, Optional<Population> population) {
    /** Nothing has been chosen yet. */
    public static final Trial NONE = new Trial(List.of(), List.of(), "", "", Optional.empty());
    /** So many files are shown; more nobody reads. */
    static final int SHOWN = 2000;

    public Trial {
        rows = List.copyOf(rows);
        labels = List.copyOf(labels);
    }

    /** Tries a pattern on a folder that was listed before. */
    public static Trial of(ModelFolder files, String pattern, Progress progress) {
        FileNamePattern parsed;
        try {
            parsed = FileNamePattern.parse(pattern);
        } catch (ModelFormatException e) {
            return wrong(plain(files), e);
        }
        progress.check();
        List<Population.Preview> preview = Population.preview(files, parsed, SHOWN);
        try {
            Population population = Population.of(files, parsed);
            progress.check();
            Map<String, String> reasons = new HashMap<>();
            population.leftOut().forEach(out -> reasons.put(out.name(), out.reason()));
            List<PreviewRow> rows = new ArrayList<>();
            preview.forEach(file -> rows.add(new PreviewRow(file.name(), file.caught(), file.labels(),
                    file.isCaught() ? "" : reasons.getOrDefault(file.name(), ""))));
            rows.addAll(others(files.leftOut()));
            return new Trial(rows, parsed.names(), count(population.members().size(), files.names().size(), "file"), "", Optional.of(population));
        } catch (ModelFormatException e) {
            return wrong(plain(files), e);
        }
    }

    /** Reads a table of labels. */
    static Trial of(String table, Progress progress) {
        try {
            LabelTable read = LabelTable.read(Path.of(table.strip()));
            progress.check();
            Population population = Population.of(read);
            List<PreviewRow> rows = new ArrayList<>();
            population.members().stream().limit(SHOWN).forEach(member -> rows.add(new PreviewRow(member.name(), List.of(), member.labels(), "")));
            rows.addAll(others(population.leftOut()));
            int all = population.members().size() + population.leftOut().size();
            return new Trial(rows, population.labelNames(), count(population.members().size(), all, "row"), "", Optional.of(population));
        } catch (ModelFormatException e) {
            return wrong(List.of(), e);
        } catch (InvalidPathException e) {
            return new Trial(List.of(), List.of(), "", "\"" + table + "\" is no file name; choose the table.", Optional.empty());
        }
    }

    private static Trial wrong(List<PreviewRow> rows, ModelFormatException e) {
        return new Trial(rows, List.of(), "", e.getMessage(), Optional.empty());
    }

    /** The files alone, none of them caught. */
    private static List<PreviewRow> plain(ModelFolder files) {
        List<PreviewRow> rows = new ArrayList<>();
        files.names().stream().limit(SHOWN).forEach(name -> rows.add(new PreviewRow(name, List.of(), Labels.NONE, "No label was found in it.")));
        rows.addAll(others(files.leftOut()));
        return rows;
    }

    private static List<PreviewRow> others(List<LeftOut> leftOut) {
        return leftOut.stream().limit(SHOWN).map(out -> new PreviewRow(out.name(), List.of(), Labels.NONE, out.reason())).toList();
    }

    private static String count(int members, int all, String what) {
        return NumberText.count(members) + " of " + NumberText.count(all) + " " + what + (all == 1 ? "" : "s");
    }

    /** What a person should know before measuring; empty where there is nothing. */
    List<String> warnings() {
        return population.map(Population::warnings).orElse(List.of());
    }
}
