package org.cntexplorer.app.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.app.Waiting.perform;

import java.util.stream.IntStream;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.ImageView;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.cntexplorer.EveryKind;
import org.cntexplorer.app.theme.Themes;
import org.cntexplorer.app.workspace.OpenNetwork;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.model.Convolution;
import org.cntexplorer.model.Gated;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The kernel of a convolution's neuron, and the gates of a recurrent one. */
@ExtendWith(ApplicationExtension.class)
class KernelAndGatesUiTest {
    private final Network network = EveryKind.network();
    private Workspace workspace;

    @Start
    private void start(Stage stage) {
        workspace = OpenNetwork.empty();
        InspectorPane pane = new InspectorPane(workspace);
        Scene scene = new Scene((Parent) pane.root(), 380, 800);
        new Themes().dress(scene);
        stage.setScene(scene);
        stage.show();
        OpenNetwork.in(workspace, network);
    }

    @Test
    void theKernelIsAnImageOfItsTapsTheStrongestChannelFirst(FxRobot robot) {
        perform(() -> workspace.selection().set(new Neuron(1, 21)));
        assertThat(robot.lookup("#inspector-weights").queryAs(Label.class).getText()).isEqualTo("3×3 kernel");
        Convolution convolution = (Convolution) network.connection(EveryKind.CONVOLVED);
        Kernel kernel = Kernel.of(convolution, 21, Progress.NONE).orElseThrow();
        double[] strength = IntStream.range(0, 2).mapToDouble(c -> sum(convolution.taps(c, 1))).toArray();
        assertThat(kernel.channels()).containsExactly(strength[0] >= strength[1] ? 0 : 1, strength[0] >= strength[1] ? 1 : 0);
        // neuron 21 is row 1, column 1 of channel 1, where no tap falls on padding: its links are the taps
        Links links = convolution.into(21);
        assertThat(links.count()).isEqualTo(18);
        float[] taps = new float[18];
        System.arraycopy(convolution.taps(0, 1), 0, taps, 0, 9);
        System.arraycopy(convolution.taps(1, 1), 0, taps, 9, 9);
        assertThat(links.weight()).containsExactly(taps);
        ImageView image = robot.lookup("#inspector-image").queryAs(ImageView.class);
        assertThat(image.isVisible()).isTrue();
        int zoom = (int) image.getImage().getWidth() / 7;
        Color first = image.getImage().getPixelReader().getColor(zoom / 2, zoom / 2);
        java.awt.Color wanted = Palette.LIGHT.diverging(kernel.taps().share(0));
        assertThat(first.getRed() * 255).isCloseTo(wanted.getRed(), org.assertj.core.api.Assertions.within(2.0));
        assertThat(first.getBlue() * 255).isCloseTo(wanted.getBlue(), org.assertj.core.api.Assertions.within(2.0));
    }

    private static double sum(float[] taps) {
        double sum = 0;
        for (float tap : taps) {
            sum += Math.abs(tap);
        }
        return sum;
    }

    @Test
    void eachGateHasItsStrengthsAndCanBeShownAlone(FxRobot robot) {
        perform(() -> workspace.selection().set(new Neuron(3, 4)));
        Gated own = (Gated) network.connection(EveryKind.RECURRENT);
        GateStrength forget = GateStrength.of(network, new Neuron(3, 4), workspace.conventionProperty().get().weighting()).get(1);
        double sum = 0;
        for (float weight : own.into(4, 1).weight()) {
            sum += weight;
        }
        assertThat(forget.gate()).isEqualTo("forget");
        assertThat(forget.fromItself()).isEqualTo(sum);
        assertThat(forget.bias()).isEqualTo(((Gated) network.connection(EveryKind.GATED)).rows().biasOf(6 + 4).orElseThrow());
        assertThat(workspace.linksProperty().get().connections().get(EveryKind.RECURRENT).count()).isEqualTo(4 * 36);

        robot.clickOn("#gate-forget");
        Links shown = workspace.linksProperty().get().connections().get(EveryKind.RECURRENT);
        assertThat(shown.count()).isEqualTo(36);
        for (int i = 0; i < shown.count(); i++) {
            assertThat(own.into(shown.target()[i], 1).weight()[shown.source()[i]]).isEqualTo(shown.weight()[i]);
        }
        robot.clickOn("#gate-cell");
        assertThat(robot.lookup("#gate-forget").queryAs(ToggleButton.class).isSelected()).isFalse();
        robot.clickOn("#gate-cell");
        assertThat(workspace.linksProperty().get().connections().get(EveryKind.RECURRENT).count()).isEqualTo(4 * 36);

        perform(() -> workspace.selection().set(new Neuron(2, 1)));
        assertThat(robot.lookup("#inspector-gates").query().isVisible()).isFalse();
    }

    @Test
    void linksSayWhatTheyGoThrough() {
        assertThat(InspectorWords.connection(network.connection(EveryKind.CONVOLVED))).isEqualTo("convolution");
        assertThat(InspectorWords.connection(network.connection(EveryKind.POOLED))).isEqualTo("dense, pooled: each link is 1/4 of a weight");
        assertThat(InspectorWords.connection(network.connection(EveryKind.RECURRENT))).isEqualTo("gates input, forget, cell, output, from the layer itself");
        assertThat(InspectorWords.connection(network.connection(EveryKind.SKIP))).isEqualTo("skip: fixed, counted by no metric");
    }
}
