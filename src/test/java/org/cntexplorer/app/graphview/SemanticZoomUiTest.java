package org.cntexplorer.app.graphview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.cntexplorer.app.Waiting.ask;
import static org.cntexplorer.app.Waiting.await;
import static org.cntexplorer.app.Waiting.perform;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.cntexplorer.app.WindowFixture;
import org.cntexplorer.app.workspace.Camera;
import org.cntexplorer.app.workspace.OpenNetwork;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.graph.DensityBands;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.graph.SignalFlow;
import org.cntexplorer.graph.SignalFlows;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** From bands of weight to the links of the neurons in view and back, by zooming alone. */
@ExtendWith(ApplicationExtension.class)
class SemanticZoomUiTest {
    private Workspace workspace;
    private GraphPane pane;
    private Stage stage;

    @Start
    private void start(Stage ofAllTests) {
        workspace = OpenNetwork.empty();
        pane = new GraphPane(workspace);
        stage = WindowFixture.show(pane.root(), 960, 700);
        workspace.open(Path.of("assets/samples/digits-mlp.npy").toAbsolutePath(), OpenOptions.NONE);
    }

    @Stop
    private void stop() {
        stage.close();
        workspace.close();
    }

    private Detail detail() {
        await(() -> workspace.numbers() != null && pane.scene() != null && !pane.busyProperty().get());
        return ask(() -> pane.canvas().detail().detailProperty().get());
    }

    private void look(Optional<Camera> camera) {
        perform(() -> workspace.view().cameraProperty().set(camera));
    }

    private void choose(LinkChoice choice) {
        perform(() -> workspace.linkChoiceProperty().set(choice));
    }

    @Test
    void zoomingInBringsBandsLinksAndNeuronsOneAfterTheOther() {
        DensityBands bands = detail().bands().orElseThrow();
        Network network = ask(workspace::network);
        for (Connection connection : network.connections()) {
            double total = 0;
            for (int target = 0; target < connection.targets(); target++) {
                for (float weight : connection.into(target).weight()) {
                    total += Math.abs(weight);
                }
            }
            assertThat(bands.band(connection.index()).orElseThrow().total()).isCloseTo(total, withinPercentage(0.01));
        }
        assertThat(detail().near()).as("links near by, from afar").isEmpty();
        assertThat(ribbons()).isEqualTo("ribbons: Σ|w|");
        aSignalIsInTheBandsWhileItIsShown(bands);

        // so near that 20 neurons of the first hidden layer are in view
        LayerBlock block = ask(() -> pane.canvas().layout()).block(1);
        double height = ask(() -> pane.root().getLayoutBounds().getHeight());
        double scale = height / (20 * block.pitch());
        look(Optional.of(new Camera(block.centreX(), block.centreY(), scale)));
        show(Optional.of(SignalFlows.random("sample 0", network, 1)), NeuronQuantity.ACTIVATION);
        Links carried = detail().near().orElseThrow().lines().links().getFirst();
        Connection through = network.connection(carried.connection());
        float[] signals = ask(() -> workspace.flowProperty().get()).orElseThrow().activations().get(through.from());
        assertThat(carried.weight()[0]).isEqualTo(signals[carried.source()[0]] * weight(through, carried.source()[0], carried.target()[0])).isNotZero();
        show(Optional.empty(), NeuronQuantity.STRENGTH);
        Near near = detail().near().orElseThrow();
        Set<Neuron> linked = new HashSet<>();
        Set<Long> shown = new HashSet<>();
        for (int i = 0; i < near.lines().count(); i++) {
            Links links = near.lines().links().get(near.lines().connection()[i]);
            Connection connection = network.connection(links.connection());
            int n = near.lines().number()[i];
            linked.add(new Neuron(connection.from(), links.source()[n]));
            linked.add(new Neuron(connection.to(), links.target()[n]));
            assertThat(shown.add((long) links.connection() << 48 | (long) links.source()[n] << 24 | links.target()[n])).as("no link twice").isTrue();
            assertThat(links.weight()[n]).isEqualTo(weight(connection, links.source()[n], links.target()[n]));
        }
        assertThat(near.lines().count()).isGreaterThan(workspace.linksProperty().get().connections().get(1).count()).isLessThanOrEqualTo(NearLinks.MOST);
        int middle = block.nearest(block.centreX(), block.centreY());
        assertThat(linked).contains(new Neuron(1, middle)).doesNotContain(new Neuron(1, 0));
        // every link of the neuron in the middle goes to all of the small layer behind it
        assertThat(linked.stream().filter(n -> n.layer() == 2)).hasSize(network.layer(2).neurons());

        // a rule that shows none shows none near by either
        choose(LinkChoice.strongest(0));
        assertThat(detail().near()).isEmpty();
        choose(LinkChoice.DEFAULT);
        assertThat(detail().near()).isPresent();

        look(Optional.empty());
        assertThat(detail().near()).as("links near by, from afar again").isEmpty();
    }

    private void show(Optional<SignalFlow> flow, NeuronQuantity quantity) {
        perform(() -> {
            workspace.quantityProperty().set(quantity);
            workspace.flowProperty().set(flow);
        });
    }

    private String ribbons() {
        return ask(() -> ((Label) pane.root().lookup("#legend-ribbons .tick")).getText());
    }

    private void aSignalIsInTheBandsWhileItIsShown(DensityBands ofWeights) {
        Network network = ask(workspace::network);
        SignalFlow sample = SignalFlows.random("sample 0", network, 7);
        show(Optional.of(sample), NeuronQuantity.ACTIVATION);
        DensityBands bands = detail().bands().orElseThrow();
        Connection last = network.connections().getLast();
        double total = 0;
        for (int target = 0; target < last.targets(); target++) {
            Links links = last.into(target);
            for (int i = 0; i < links.count(); i++) {
                total += Math.abs(links.weight()[i] * sample.activations().get(last.from())[links.source()[i]]);
            }
        }
        assertThat(bands.flow()).contains(sample);
        assertThat(bands.band(last.index()).orElseThrow().total()).isCloseTo(total, withinPercentage(0.01));
        assertThat(ribbons()).isEqualTo("ribbons: Σ|w·a|");
        // one sample after the other: the last one is what is told of in the end
        for (int i = 0; i < 5; i++) {
            show(Optional.of(SignalFlows.random("sample " + i, network, i)), NeuronQuantity.ACTIVATION);
        }
        assertThat(detail().bands().flatMap(DensityBands::flow).map(SignalFlow::what)).contains("sample 4");
        show(Optional.empty(), NeuronQuantity.STRENGTH);
        assertThat(detail().bands()).contains(ofWeights);
    }

    private static float weight(Connection connection, int source, int target) {
        Links links = connection.into(target);
        for (int i = 0; i < links.count(); i++) {
            if (links.source()[i] == source) {
                return links.weight()[i];
            }
        }
        throw new AssertionError("no link from " + source + " to " + target);
    }
}
