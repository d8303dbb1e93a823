package org.cntexplorer.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cntexplorer.format.ModelFormatException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class LabelTableTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void models() throws Exception {
        PopulationTest.files(folder, "a.npy", "b.npy", "c.npy", "deep/a, \"b\".npy");
    }

    private LabelTable read(String text) throws Exception {
        return LabelTable.read(Files.writeString(folder.resolve("labels.csv"), text));
    }

    private static String text(LabelTable table) {
        return String.join(" | ", table.rows().stream().map(row -> row.line() + " " + row.file() + ": " + row.labels().text()).toList());
    }

    @Test
    void readsQuotesLineFeedsAndAByteOrderMark() throws Exception {
        LabelTable table = read("\ufeffaccuracy,\"file\",\"a \"\"note\"\"\"\r\n0.5,a.npy,\"two\r\nlines, one\"\r\n\r\n0.25,\"deep/a, \"\"b\"\".npy\",\r\n1e-1,b.npy,7");
        assertThat(table.fileColumn()).isEqualTo("file");
        assertThat(text(table))
                .isEqualTo("2 a.npy: accuracy 0.5, a \"note\" two\r\nlines, one | 5 deep/a, \"b\".npy: accuracy 0.25, a \"note\"  | "
                + "6 b.npy: accuracy 0.1, a \"note\" 7");
        assertThat(table.leftOut()).isEmpty();
        assertThat(table.rows()).allSatisfy(row -> assertThat(row.path()).isRegularFile());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "file;accuracy/a.npy;0,95 | accuracy 0.95",
        "file;accuracy/a.npy;0.95 | accuracy 0.95",
        "file;note/a.npy;1,2,3 | note 1,2,3",
        "file~accuracy/a.npy~0.5 | accuracy 0.5",
        "accuracy,PATH/0.5,a.npy | accuracy 0.5",
        "accuracy,Model/0.5,a.npy | accuracy 0.5",
        "name,accuracy,file/x,0.5,a.npy | name x, accuracy 0.5",
        "net,accuracy/a.npy,0.5 | accuracy 0.5",
        ",file,accuracy/0,a.npy,0.5 | accuracy 0.5",
        "file,größe/ a.npy , klein | größe klein",
        "file,accuracy/.\\a.npy,0.5 | accuracy 0.5",
    })
    void knowsDelimitersAndColumns(String text, String expected) throws Exception {
        LabelTable table = read(text.replace('/', '\n').replace('~', '\t'));
        assertThat(table.rows()).singleElement().satisfies(row -> assertThat(row.labels().text()).isEqualTo(expected));
        assertThat(table.rows().getFirst().path()).isRegularFile();
    }

    @Test
    void tellsEveryRowThatIsLeftOutWithItsLine() throws Exception {
        LabelTable table = read("file,accuracy\na.npy,0.5\ngone.npy,0.5\n./a.npy,0.6\nb.npy\nc.npy,0.1,2\n,0.5\ndeep,1\n\"b.npy\"x,1\nc.npy,\"0.5\nb.npy,1\n");
        assertThat(text(table)).isEqualTo("2 a.npy: accuracy 0.5");
        assertThat(table.leftOut()).extracting(LeftOut::reason).containsExactly(
                "Line 3 of labels.csv names gone.npy, which is not there; file names begin at the table's folder.",
                "Line 4 of labels.csv names ./a.npy, the same file as line 2; remove one of them.",
                "Line 5 of labels.csv has 1 of 2 fields; complete it.",
                "Line 6 of labels.csv has 3 of 2 fields; complete it.",
                "Line 7 of labels.csv names no file; write one into the column file.",
                "Line 8 of labels.csv names deep, which is a folder; name the model file in it.",
                "Line 9 of labels.csv has text behind a closing quote (x); write a quote in a field twice.",
                "Line 10 of labels.csv opens a quote that is never closed, so that all behind it is lost; close it.");
    }

    @Test
    void becomesAPopulationInNaturalOrder() throws Exception {
        PopulationTest.files(folder, "net10.npy", "net2.npy");
        Population population = Population.of(read("file,accuracy,init\nnet10.npy,95,x\nnet2.npy,,y\ngone.npy,1,z\n"));
        assertThat(population.members()).extracting(Member::name).containsExactly("net2.npy", "net10.npy");
        assertThat(population.leftOut()).hasSize(1);
        assertThat(population.warnings()).hasSize(2);
        assertThat(population.numericLabels()).containsExactly("accuracy");
        assertThatThrownBy(() -> Population.of(read("file,accuracy\ngone.npy,1\n"))).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("labels.csv names no file that is there (Line 2 of labels.csv names gone.npy");
        assertThatThrownBy(() -> Population.of(read("file,accuracy\n"))).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("no rows");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "`` | is empty", "file/a.npy | has the column file alone", ",,/1,2,3 | has no column", "file,a,a/a.npy,1,2 | has a twice",
        "a.npy,0.5/b.npy,0.6 | begins with the file a.npy instead of a header", "\"file,a/a.npy,1 | opens a quote that is never closed",
    })
    void aWrongTableIsOneSentence(String text, String expected) {
        assertThatThrownBy(() -> read(text.replace('/', '\n'))).isInstanceOf(ModelFormatException.class).hasMessageContaining(expected);
    }

    @Test
    void filesThatAreNoTextInUtf8AreSentences() throws Exception {
        Path csv = folder.resolve("labels.csv");
        Files.write(csv, "file,größe\na.npy,1".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> LabelTable.read(csv)).isInstanceOf(ModelFormatException.class).hasMessageContaining("is no text in UTF-8");
        Files.write(csv, "file,a\na.npy,1".getBytes(StandardCharsets.UTF_16LE));
        assertThatThrownBy(() -> LabelTable.read(csv)).isInstanceOf(ModelFormatException.class).hasMessageContaining("zero bytes");
        Files.write(csv, new byte[(64 << 20) + 1]);
        assertThatThrownBy(() -> LabelTable.read(csv)).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("is larger than 64 MB");
        assertThatThrownBy(() -> LabelTable.read(folder)).isInstanceOf(ModelFormatException.class).hasMessageContaining("is no plain file");
        assertThatThrownBy(() -> LabelTable.read(folder.resolve("x.csv"))).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("is not there");
        assertThatThrownBy(() -> read("file"
                + manyColumns())).isInstanceOf(ModelFormatException.class).hasMessageContaining("columns, more than 1000");
    }

    private static String manyColumns() {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            columns.append(",x").append(i);
        }
        return columns.toString();
    }
}
