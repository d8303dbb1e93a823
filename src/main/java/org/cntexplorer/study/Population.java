package org.cntexplorer.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.NaturalOrder;
import org.cntexplorer.progress.Progress;

/**
 * The networks of a study with their labels, before any of them is opened.
 *
 * @param folder that the members' names begin at
 * @param members in natural order of their names ("net2" before "net10"); each another file
 * @param leftOut files, links and rows that are not members, each with the reason
 * @param warnings what a person should know of the members' labels, a sentence each
 */
public record Population(Path folder, List<Member> members, List<LeftOut> leftOut, List<String> warnings) {
    private static final int NAMED = 3;

    public Population {
        members = List.copyOf(members);
        leftOut = List.copyOf(leftOut);
        warnings = List.copyOf(warnings);
    }

    /**
     * A file of a preview.
     *
     * @param name of the file below the folder
     * @param caught where in the name the placeholders' texts are; empty where the pattern does not catch the file
     * @param labels those texts; {@link Labels#NONE} where the pattern does not catch the file
     */
    public record Preview(String name, List<FileNamePattern.Caught> caught, Labels labels) {
        public Preview {
            caught = List.copyOf(caught);
        }

        public boolean isCaught() {
            return !caught.isEmpty();
        }
    }

    /** As {@link #of(Path, FileNamePattern, Progress)}, where nobody waits. */
    public static Population of(Path folder, FileNamePattern pattern) throws ModelFormatException {
        return of(folder, pattern, Progress.NONE);
    }

    /**
     * The models in a folder and below it whose names the pattern catches.
     *
     * @throws ModelFormatException with one sentence where the folder is not there or holds no model, or the pattern catches none of them
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public static Population of(Path folder, FileNamePattern pattern, Progress progress) throws ModelFormatException {
        return of(ModelFolder.list(folder, progress), pattern);
    }

    /** As {@link #of(Path, FileNamePattern, Progress)}, of a folder that was listed before: without the disk. */
    public static Population of(ModelFolder files, FileNamePattern pattern) throws ModelFormatException {
        if (files.names().isEmpty()) {
            throw new ModelFormatException(files.folder()
                    + " holds no file that may be a model (.npy, .h5, .onnx, .pt and others), also in its folders; "
                    + "name the folder that the models are in.");
        }
        List<Member> members = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>(files.leftOut());
        for (String name : files.names()) {
            Optional<Labels> labels = pattern.match(name);
            if (labels.isPresent()) {
                members.add(new Member(files.file(name), name, labels.get()));
            } else {
                leftOut.add(new LeftOut(name, "The pattern " + pattern + " is not in " + name
                        + "; change the pattern, or give the labels in a table."));
            }
        }
        if (members.isEmpty()) {
            throw new ModelFormatException("The pattern " + pattern + " catches none of the " + count(files.names().size(), "model file")
                    + " in " + files.folder() + ", such as " + files.names().getFirst()
                    + "; write the text that stands before the label in these names.");
        }
        return new Population(files.folder(), members, leftOut, warnings(members));
    }

    /** @throws ModelFormatException with one sentence where no row of the table names a file that is there */
    public static Population of(LabelTable table) throws ModelFormatException {
        if (table.rows().isEmpty()) {
            throw new ModelFormatException(table.leftOut().isEmpty() ? table.name() + " has a header but no rows; add one for each model."
                    : table.name() + " names no file that is there (" + table.leftOut().getFirst().reason() + ")");
        }
        List<Member> members = table.rows().stream().map(row -> new Member(row.path(), row.file().replace('\\', '/'), row.labels()))
                .sorted((a, b) -> NaturalOrder.OF_FILES.compare(a.name(), b.name())).toList();
        return new Population(table.folder(), members, table.leftOut(), warnings(members));
    }

    /**
     * What a pattern catches of a listed folder, for a view that shows it while the pattern is written.
     *
     * @param most so many files, the first ones
     */
    public static List<Preview> preview(ModelFolder files, FileNamePattern pattern, int most) {
        return files.names().stream().limit(most).map(name -> new Preview(name, pattern.find(name).orElse(List.of()),
                pattern.match(name).orElse(Labels.NONE)))
                .toList();
    }

    /** The names of all labels, in the order in which they come. */
    public List<String> labelNames() {
        Set<String> names = new LinkedHashSet<>();
        members.forEach(member -> names.addAll(member.labels().names()));
        return List.copyOf(names);
    }

    /** Those of {@link #labelNames()} that are numbers in every member that has one, and in one at least. */
    public List<String> numericLabels() {
        return labelNames().stream().filter(name -> members.stream().anyMatch(member -> member.labels().number(name).isPresent())
                && members.stream().map(member -> member.labels().get(name)).flatMap(Optional::stream)
                        .allMatch(label -> label instanceof Label.Number || label.text().isEmpty())).toList();
    }

    private static List<String> warnings(List<Member> members) {
        List<Member> outside = members.stream().filter(member -> member.labels().warning().isPresent()).toList();
        Optional<String> accuracy = members.stream().flatMap(member -> member.labels().accuracyName().stream()).findFirst();
        List<Member> without = accuracy.isEmpty() ? List.of()
                : members.stream().filter(member -> member.labels().accuracy().isEmpty()).toList();
        return Stream.of(
                outside.isEmpty() ? null : "The accuracy of " + count(outside.size(), "network")
                        + " is outside of 0 to 1 and is used as it is ("
                        + examples(outside) + "); if these are percentages, choose bins to suit.",
                without.isEmpty() ? null : count(without.size(), "network") + " without a number for " + accuracy.get()
                        + (without.size() == 1 ? " is" : " are") + " in no group by it (" + examples(without)
                        + "); check the names or the table.")
                .filter(sentence -> sentence != null).map(ModelFormatException::shown).toList();
    }

    private static String examples(List<Member> members) {
        return String.join("; ", members.stream().limit(NAMED).map(member -> member.name() + ": "
                + member.labels().accuracyName().flatMap(member.labels()::get).map(Label::text).filter(text -> !text.isEmpty()).orElse("nothing")).toList())
                + (members.size() > NAMED ? "; …" : "");
    }

    private static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }
}
