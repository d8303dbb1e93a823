package org.cntexplorer.app.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cntexplorer.model.Neuron;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepNameTest {
    static Stream<String> parts() {
        return Arrays.stream(ViewState.class.getRecordComponents()).map(RecordComponent::getName);
    }

    /** Fails where a component is added to the view that Undo has no word for. */
    @ParameterizedTest
    @MethodSource("parts")
    void everyPartHasAWord(String part) {
        assertThat(StepName.of(part)).isPresent();
    }

    @Test
    void theCameraZoomsOrMoves() {
        ViewState whole = ViewState.DEFAULT;
        ViewState near = whole.from(Optional.of(new Camera(1, 2, 3)));
        assertThat(StepName.of(whole, near)).isEqualTo("zoom");
        assertThat(StepName.of(near, near.from(Optional.of(new Camera(1, 5, 3))))).isEqualTo("move");
        assertThat(StepName.of(near, near.from(Optional.of(new Camera(1, 2, 4))))).isEqualTo("zoom");
        assertThat(StepName.of(near, near)).isEmpty();
    }

    @Test
    void whatTheCameraWentAlongWithIsNamed() {
        View view = new View();
        view.selection().set(List.of(new Neuron(1, 1)));
        view.cameraProperty().set(Optional.of(new Camera(1, 2, 3)));
        assertThat(StepName.of(ViewState.DEFAULT, view.state())).isEqualTo("selection");
    }
}
