package org.cntexplorer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedTest {
    /** @param inputs "name extent×extent", by commas; "?" is an open extent */
    private static List<ModelInput> inputs(String inputs) {
        return Stream.of(inputs.split(", ")).map(one -> one.split(" ")).map(one -> new ModelInput("value of " + one[0], one[0],
                one.length < 2 ? List.of() : Arrays.stream(one[1].split("x")).map(extent -> extent.equals("?") ? -1 : Integer.parseInt(extent)).toList(), false, false)).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            input ?, state 2x128, sr                              | input     | {state=0.0, sr=0.0}
            attention_mask ?, token_type_ids ?, input_ids ?       | input_ids | {attention_mask=1.0, token_type_ids=0.0}
            left 4, right 6                                       | right     | {left=0.0}
            first 6, second 6                                     | first     | {second=0.0}
            input_1 3, input_2 8                                  | input_2   | {input_1=0.0}
            mel ?x80, speaker 256                                 | mel       | {speaker=0.0}
            h0 1x512, c0 1x512, x 3                               | x         | {h0=0.0, c0=0.0}
            hidden_state 9, wave 4                                | wave      | {hidden_state=0.0}
            src_key_padding_mask ?, src ?x4                       | src       | {src_key_padding_mask=0.0}
            serving_default_input_mask:0 9, deep/context 7        | serving_default_input_mask:0 | {deep/context=0.0}
            pixel_mask 64x64, pixel_values 3x?x?                  | pixel_values | {pixel_mask=1.0}
            mask 4                                                | mask      | {}
            """)
    void whatIsMostlyMeantIsProposed(String inputs, String samples, String constants) {
        Feed feed = Feed.proposed(inputs(inputs));
        assertThat(feed.samples()).isEqualTo("value of " + samples);
        assertThat(feed.constants().toString().replace("value of ", "")).isEqualTo(constants);
        assertThat(feed.fits(inputs(inputs))).isTrue();
    }

    @Test
    void whatIsToldIsKeptAndWhatIsNoInputRefused() {
        List<ModelInput> inputs = inputs("x 3, mask 3, state 2");
        Feed feed = Feed.of(inputs, "value of mask", Map.of("value of state", 2.5));
        assertThat(feed.constants()).containsExactly(Map.entry("value of x", 0.0), Map.entry("value of state", 2.5));
        assertThat(feed.requireFit(inputs)).isSameAs(feed);
        assertThatThrownBy(() -> Feed.of(inputs, "x", Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Feed.of(inputs, "value of x", Map.of("state", 1.0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> feed.requireFit(inputs("x 3, state 2"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(Feed.proposed(List.of())).isEqualTo(new Feed("", Map.of()));
        assertThat(Feed.proposed(List.of()).fits(List.of())).isTrue();
    }
}
