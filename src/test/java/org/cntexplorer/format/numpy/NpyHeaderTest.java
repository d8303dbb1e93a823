package org.cntexplorer.format.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.StreamSupport;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.Pickles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyHeaderTest {
    private static NpyHeader read(byte... bytes) throws ModelFormatException {
        return NpyHeader.read("test.npy", MemorySegment.ofArray(bytes));
    }

    /** Heads of versions 1 to 3 that NumPy wrote ({@code make_models.py}). */
    @Test
    void headsOfNumPy() throws Exception {
        JsonNode cases = new ObjectMapper().readTree(Path.of("src/test/resources/models/npy-heads.json").toFile());
        assertThat(cases.size()).isEqualTo(48);
        for (JsonNode one : cases) {
            long[] shape = StreamSupport.stream(one.path("shape").spliterator(), false).mapToLong(JsonNode::asLong).toArray();
            assertThat(read(HexFormat.of().parseHex(one.path("head").asText()))).isEqualTo(new NpyHeader(one.path("type").asText(),
                    one.path("columnMajor").asBoolean(), shape, one.path("dataOffset").asLong()));
        }
    }

    @Test
    void asPython2WroteIt() throws Exception {
        assertThat(read(Pickles.npy("{\"shape\":(3L,4L),'fortran_order' : True,\n'descr':'<f4'}", new byte[0])).shape()).containsExactly(3, 4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3, -4), }|a negative extent",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }|no number that an extent can be",
        "{'descr': '<f4', 'fortran_order': False, 'shape': 3, }|no '('",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (3,), }|neither True nor False",
        "{'descr': '<f4', 'shape': (3,), }|no 'descr', 'fortran_order' or 'shape'",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), 'code': 'import os'}|the unknown entry 'code'",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), } + __import__('os')|something after its end",
        "{'descr': [('w', '<f4')], 'fortran_order': False, 'shape': (3,), }|holds records of several fields",
        "__import__('os').system('touch x')|no '{'",
        "{|no quoted text"})
    void damageIsNamed(String head, String what) {
        assertThatThrownBy(() -> read(Pickles.npy(head, new byte[0]))).isInstanceOf(ModelFormatException.class).hasMessageContaining(what);
    }

    @Test
    void ends() {
        byte[] whole = Pickles.npy("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", new byte[0]);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining(cut.length < 6 ? "is not a NumPy file" : "ends inside its header");
        }
    }
}
