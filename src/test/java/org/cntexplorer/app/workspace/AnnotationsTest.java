package org.cntexplorer.app.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import org.cntexplorer.model.Neuron;
import org.junit.jupiter.api.Test;

class AnnotationsTest {
    private static final Neuron A = new Neuron(1, 5);
    private static final Neuron B = new Neuron(0, 7);
    private static final Neuron C = new Neuron(2, 0);

    private final Annotations some = Annotations.NONE.with(A, new Annotation(" Edge ", "fires for strokes")).with(B, new Annotation("", "an edge of the image"))
            .with(C, new Annotation("left edge", ""));

    @Test
    void whatIsSaidIsStrippedAndAnEmptyOneGoes() {
        assertThat(some.of(A)).isEqualTo(new Annotation("Edge", "fires for strokes"));
        assertThat(some.all().keySet()).containsExactly(B, A, C);
        assertThat(some.named()).containsExactly(A, C);
        assertThat(some.with(A, new Annotation("", " ")).all().keySet()).containsExactly(B, C);
    }

    @Test
    void namesThatBeginSoComeFirstThenOthersThenNotes() {
        assertThat(some.find("EDGE")).containsExactly(A, C, B);
        assertThat(some.find("strokes")).containsExactly(A);
        assertThat(some.find(" ")).isEmpty();
        assertThat(some.find("corner")).isEmpty();
    }
}
