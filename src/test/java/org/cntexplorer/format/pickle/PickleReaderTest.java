package org.cntexplorer.format.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.cntexplorer.Cancelled;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.Pickles;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;

/** Values that Python pickled by every protocol, against what Python says they are ({@code make_models.py}). */
class PickleReaderTest {
    private static PickleReader reader(byte[] pickle, Progress progress) {
        Arena memory = Arena.ofAuto();
        return new PickleReader("test", MemorySegment.ofArray(pickle), 0, memory, progress);
    }

    private static Pickled read(byte[] pickle) throws ModelFormatException {
        return reader(pickle, Progress.NONE).read();
    }

    @Test
    void everythingThatPythonWrites() throws Exception {
        JsonNode cases = new ObjectMapper().readTree(Path.of("src/test/resources/models/pickles.json").toFile());
        assertThat(cases.size()).isGreaterThan(200);
        for (JsonNode one : cases) {
            byte[] pickle = HexFormat.of().parseHex(one.path("pickle").asText());
            assertThat(written(read(pickle))).as("protocol " + one.path("protocol")).isEqualTo(one.path("value").asText());
        }
    }

    /** As make_models.py writes it. */
    private static String written(Pickled value) {
        return switch (value) {
            case Pickled.None none -> "None";
            case Pickled.Truth truth -> truth.value() ? "True" : "False";
            case Pickled.Whole whole -> String.valueOf(whole.value());
            case Pickled.BigWhole whole -> whole.value().toString();
            case Pickled.Real real -> "f" + HexFormat.of().toHexDigits(Double.doubleToRawLongBits(real.value()));
            case Pickled.Text text -> "'" + text.string() + "'";
            case Pickled.Bytes bytes -> "b" + HexFormat.of().formatHex(bytes.data().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE));
            case Pickled.Items items -> items.kind().name().toLowerCase(Locale.ROOT) + "[" + written(items.items()) + "]";
            case Pickled.Dictionary dictionary -> dictionary.entries().stream().map(entry -> written(entry.key()) + ":" + written(entry.value()))
                    .collect(Collectors.joining(",", "{", "}"));
            case Pickled.Made made -> made.path().replaceFirst(".*\\.", "") + "(" + written(made.arguments()) + ")";
            case Pickled.Global global -> global.path();
            case Pickled.Persistent reference -> reference.what();
        };
    }

    private static String written(List<Pickled> values) {
        return values.stream().map(PickleReaderTest::written).collect(Collectors.joining(","));
    }

    @Test
    void whatIsSharedInPythonIsSharedHere() throws Exception {
        // [[]] * 2
        Pickled.Items pair = (Pickled.Items) read(Pickles.protocol(2).op('(', ']', 'q', 0, 'h', 0, 'l').stop());
        assertThat(pair.items().get(0)).isSameAs(pair.items().get(1));
    }

    @Test
    void anObjectKeepsItsClassArgumentsStateAndItems() throws Exception {
        byte[] pickle = Pickles.protocol(2).global("torch.nn", "Linear").op(')', 0x81, 'K', 1, 'a', '}', 'K', 2, 'K', 3, 's', 'b').stop();
        PickleReader reader = reader(pickle, Progress.NONE);
        Pickled.Made made = (Pickled.Made) reader.read();
        assertThat(made.path()).isEqualTo("torch.nn.Linear");
        assertThat(made.arguments()).isEmpty();
        assertThat(made.items()).extracting(PickleReaderTest::written).containsExactly("1");
        assertThat(made.state().map(PickleReaderTest::written)).contains("{2:3}");
        assertThat(reader.called()).containsExactly("torch.nn.Linear");
        assertThat(reader.position()).isEqualTo(pickle.length);
    }

    @Test
    void longBytesAreASliceOfTheFile() throws Exception {
        byte[] pickle = Pickles.protocol(3).op('B').i4(1000).raw("x".repeat(1000)).stop();
        MemorySegment file = MemorySegment.ofArray(pickle);
        Pickled.Bytes bytes = (Pickled.Bytes) new PickleReader("test", file, 0, Arena.ofAuto(), Progress.NONE).read();
        pickle[7] = 'y';
        assertThat(new String(bytes.data().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE), StandardCharsets.US_ASCII)).startsWith("yxxx").hasSize(1000);
    }

    @Test
    void damageIsNamedWithItsPlace() {
        assertThatThrownBy(() -> read(Pickles.protocol(2).op('K', 1, 0x87).stop()))
                .isInstanceOf(ModelFormatException.class).hasMessageContaining("a tuple of 3 with fewer values at byte 5");
        assertThatThrownBy(() -> read(Pickles.protocol(2).op('h', 4).stop())).hasMessageContaining("nothing remembered as number 4");
        assertThatThrownBy(() -> read(Pickles.protocol(2).op('B').i4(9).cut())).hasMessageContaining("9 bytes announced at byte 7 of 7");
        assertThatThrownBy(() -> read(Pickles.protocol(2).op(0x7f).stop())).hasMessageContaining("the unknown instruction 0x7f");
    }

    @Test
    void cancelledMeansNoValue() {
        Progress cancelled = Cancelled.after(0);
        assertThatThrownBy(() -> reader(Pickles.protocol(2).op('N').stop(), cancelled).read()).isInstanceOf(CancellationException.class);
    }
}
