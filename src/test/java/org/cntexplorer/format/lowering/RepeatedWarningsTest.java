package org.cntexplorer.format.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RepeatedWarningsTest {
    private static String along(int block, int positions) {
        return "\"blocks." + block + ".qkv\" goes along the " + positions + " positions of \"blocks." + block + ".norm1\".";
    }

    @Test
    void theSameOfManyLayersIsSaidOnceAndNamesTheFirst() {
        List<String> told = RepeatedWarnings.together(Stream.concat(Stream.of("The size is taken to be 7."),
                Stream.concat(IntStream.range(0, 24).mapToObj(block -> along(block, 17)), Stream.of(along(24, 5)))).toList());
        assertThat(told).containsExactly("The size is taken to be 7.",
                "\"blocks.0.qkv\" goes along the 17 positions of \"blocks.0.norm1\"; so it is with 23 others: \"blocks.1.qkv\", \"blocks.2.qkv\", \"blocks.3.qkv\""
                        + " and 20 more.",
                along(24, 5));
    }

    @Test
    void oneOther() {
        assertThat(RepeatedWarnings.together(List.of("What \"a\" adds is left out.", "What \"b\" adds is left out.")))
                .containsExactly("What \"a\" adds is left out; so it is with \"b\".");
    }

    @Test
    void whatDiffersIsNamed() {
        assertThat(RepeatedWarnings.together(List.of("\"a\" takes \"b\".", "\"a\" takes \"c\".", "\"a\" takes \"d\".")))
                .containsExactly("\"a\" takes \"b\"; so it is with 2 others: \"c\", \"d\".");
    }
}
