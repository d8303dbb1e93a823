package org.cntexplorer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.format.Refusal.refusal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles that call, lie, or never end: nothing is run, and nothing grows beyond bounds. */
@Tag("hostile")
class HostilePicklesTest {
    @TempDir
    Path folder;

    private Path file(String name, byte... bytes) throws Exception {
        return Files.write(folder.resolve(name), bytes);
    }

    @Test
    void arraysOfFourTerabytes() throws Exception {
        assertThat(refusal(file("plain.npy", Pickles.npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1048576, 1048576), }", new byte[64]))))
                .isEqualTo("plain.npy claims an array of 1048576×1048576 numbers, 4398046511104 bytes, and only 64 bytes follow; download or copy it again.");
        assertThat(refusal(file("overflow.npy", Pickles.npy("{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", new byte[8]))))
                .contains("more than any file holds");
        byte[] pickled = Pickles.protocol(2).global("numpy.core.multiarray", "_reconstruct").op('c').raw("numpy\nndarray\n").op('K', 0, 0x85)
                .op('U', 1, 'b', 0x87, 'R', '(', 'K', 1, 'J').i4(1 << 20).op('J').i4(1 << 20).op(0x86).global("numpy", "dtype").text("f4")
                .op('K', 0, 'K', 1, 0x87, 'R', 0x89, 'C', 4, 0, 0, 0, 0, 't', 'b').stop();
        assertThat(refusal(file("pickled.npy", Pickles.npy(pickled)))).contains("an array of 1048576×1048576 numbers in 4 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"posix system", "os system", "builtins exec", "__builtin__ eval", "subprocess Popen", "webbrowser open"})
    void aPickleThatCalls(String callee) throws Exception {
        Path marker = folder.resolve("was-executed");
        String[] parts = callee.split(" ");
        byte[] pickle = Pickles.protocol(2).global(parts[0], parts[1]).text("touch " + marker).op(0x85, 'R').stop();
        assertThat(refusal(file("call.npy", Pickles.npy(pickle)))).contains("asks Python to call " + parts[0] + "." + parts[1]).contains("nothing was run");
        byte[] stacked = Pickles.protocol(4).text(parts[0]).text(parts[1]).op(0x93).text("touch " + marker).op(0x85, 0x81).stop();
        assertThat(refusal(file("made.npy", Pickles.npy(stacked)))).contains("nothing was run");
        byte[] instance = new Pickles().op('(').text("touch " + marker).op('i').raw(parts[0] + "\n" + parts[1] + "\n").stop();
        assertThat(refusal(file("instance.npy", Pickles.npy(instance)))).contains("nothing was run");
        assertThat(marker).doesNotExist();
    }

    static Stream<byte[]> pickleBombs() {
        Pickles laughs = Pickles.protocol(2).op(']', 'q', 0);
        for (int level = 1; level < 200; level++) {
            laughs.op('(').times(50, 'h', level - 1).op('l', 'q', level);
        }
        return Stream.of(
                laughs.stop(),
                // a list that holds itself, a dictionary that is its own value
                Pickles.protocol(2).op(']', 'q', 0, 'h', 0, 'a').stop(),
                Pickles.protocol(2).op('}', 'q', 0, 'K', 1, 'h', 0, 's').stop(),
                // nested lists, tuples and marks
                Pickles.protocol(2).times(500_000, ']').times(499_999, 'a').stop(),
                Pickles.protocol(2).op('N').times(900_000, 0x85).stop(),
                Pickles.protocol(2).times(2_000_000, '(').stop(),
                // copies of copies
                Pickles.protocol(2).op(']').times(3_000_000, '2').stop(),
                // announced lengths
                Pickles.protocol(4).op(0x8d).i8(Long.MAX_VALUE).cut(), Pickles.protocol(4).op(0x8e).i8(-1).cut(),
                Pickles.protocol(5).op(0x96).i8(1L << 62).cut(), Pickles.protocol(3).op('B').i4(-1).cut(),
                Pickles.protocol(2).op('X').i4(Integer.MAX_VALUE).cut(), Pickles.protocol(2).op(0x8b).i4(Integer.MAX_VALUE).cut(),
                Pickles.protocol(2).op(0x8b).i4(4_000_000).raw("9".repeat(4_000_000)).stop(),
                new Pickles().op('L').raw("9".repeat(4_000_000) + "L\n").stop(),
                // a memo of the largest index, frames, no value, no end
                Pickles.protocol(2).op('N', 'r').i4(-1).op('j').i4(-2).stop(), Pickles.protocol(4).op(0x95).i8(Long.MAX_VALUE).op('N').stop(),
                Pickles.protocol(2).stop(), Pickles.protocol(2).op('N').cut(), Pickles.protocol(9).op('N').stop());
    }

    @ParameterizedTest
    @MethodSource("pickleBombs")
    void aPickleBomb(byte[] pickle) throws Exception {
        refusal(file("bomb.npy", Pickles.npy(pickle)));
    }
}
