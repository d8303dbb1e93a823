package org.cntexplorer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.app.Waiting.ask;
import static org.cntexplorer.app.Waiting.await;
import static org.cntexplorer.app.Waiting.perform;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Label;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.graph.Channel;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Neuron;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxRobot;

/** Models of several formats dropped on the window, and channels opened into their pixels. */
class ArchitecturesUiTest extends WindowUiTest {
    private static final Path RESOURCES = Path.of("src", "test", "resources").toAbsolutePath();

    private List<Channel> open() {
        return ask(() -> window.workspace().openChannelsProperty().get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"models/pickled-4.npy", "models/named.npz", "models/sequential.h5", "models/sequential.keras", "models/classifier.onnx",
        "models/f32.safetensors", "models/pytorch/mlp_state.pth", "models/pytorch/mlp_trace.pt", "models/pytorch/lstm_module.pt",
        "tflite/lstm.tflite", "convolutions/classifier.onnx", "keras/cnn-quantised.json", "agreement/lstm", "models/shards.safetensors.index.json"})
    void aModelOfEachFormatOpensWhereItIsDropped(String name, FxRobot robot) {
        fixture.drop(RESOURCES.resolve(name));
        assertThat(window.workspace().network().links()).isPositive();
        assertThat(robot.lookup("#status-format").<Label>query().getText()).isNotBlank();
        assertThat(ask(() -> window.graph().scene()).network()).isSameAs(window.workspace().network());
    }

    @Test
    void aDoubleClickOnAChannelOpensItsPixelsAndAnotherClosesThem(FxRobot robot) {
        fixture.drop(RESOURCES.resolve("convolutions/classifier.onnx"));
        Workspace workspace = window.workspace();
        Layer layer = workspace.network().layers().stream().filter(l -> l.shape().isImage() && l.shape().channels() > 1).findFirst().orElseThrow();
        int pixels = layer.shape().rows() * layer.shape().columns();
        fixture.doubleClick(new Neuron(layer.index(), pixels + pixels / 2));
        await(() -> open().equals(List.of(new Channel(layer.index(), 1))));
        fixture.settle();
        // two pixels beside one another can be told apart
        Neuron first = new Neuron(layer.index(), pixels);
        Neuron next = new Neuron(layer.index(), pixels + 1);
        assertThat(fixture.at(next).getX() - fixture.at(first).getX()).isGreaterThan(5);
        robot.clickOn(fixture.at(next));
        await(() -> workspace.selection().neurons().equals(List.of(next)));
        fixture.doubleClick(first);
        await(() -> open().isEmpty());
        perform(() -> window.commands().get("edit.undo").run());
        await(() -> open().size() == 1);
    }

    @Test
    void theMenuOfAChannelOpensAndClosesIt(FxRobot robot) {
        fixture.drop(RESOURCES.resolve("convolutions/classifier.onnx"));
        int layer = window.workspace().network().layers().stream().filter(l -> l.shape().isImage() && l.shape().channels() > 1).findFirst().orElseThrow().index();
        robot.rightClickOn(fixture.at(new Neuron(layer, 0)));
        robot.clickOn("#channel-toggle");
        await(() -> open().equals(List.of(new Channel(layer, 0))));
        fixture.settle();
        robot.rightClickOn(fixture.at(new Neuron(layer, 0)));
        robot.clickOn("#channel-close-all");
        await(() -> open().isEmpty());
        fixture.settle();
    }
}
