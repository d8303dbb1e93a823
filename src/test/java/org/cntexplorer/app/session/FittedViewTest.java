package org.cntexplorer.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.cntexplorer.app.workspace.Camera;
import org.cntexplorer.app.workspace.ViewState;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.graph.Channel;
import org.cntexplorer.graph.ShownGate;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;

class FittedViewTest {
    private static Network digits() throws Exception {
        return ModelFiles.open(Path.of("assets", "samples", "digits-mlp.npy").toAbsolutePath(), OpenOptions.NONE, Progress.NONE);
    }

    /** A view of which the session says this. */
    private static ViewState view(String json) throws Exception {
        return (ViewState) ValueJson.read(ViewState.class, new com.fasterxml.jackson.databind.ObjectMapper().readTree(json), new JsonPlace("a.cntx"));
    }

    @Test
    void whatTheNetworkHasStays() throws Exception {
        try (Network network = digits()) {
            ViewState view = view("{\"selected\":[\"1:63\",\"0:783\",\"3:9\"],\"camera\":{\"centreX\":1,\"centreY\":2,\"scale\":3}}");
            assertThat(FittedView.of(view, network)).isEqualTo(view);
        }
    }

    @Test
    void whatItHasNotIsLeftOut() throws Exception {
        try (Network network = digits()) {
            ViewState fitted = FittedView.of(view("{\"selected\":[\"1:63\",\"1:64\",\"4:0\"],\"open\":[{\"layer\":0,\"index\":0},{\"layer\":9,\"index\":0}],"
                    + "\"gate\":{\"layer\":1,\"gate\":0},\"camera\":{\"centreX\":1,\"centreY\":2,\"scale\":3}}"), network);
            assertThat(fitted.selected()).isEqualTo(List.of(new Neuron(1, 63)));
            assertThat(fitted.open()).doesNotContain(new Channel(9, 0));
            assertThat(fitted.gate()).isEqualTo(Optional.<ShownGate>empty());
            assertThat(fitted.camera()).contains(new Camera(1, 2, 3));
        }
    }

    @Test
    void noViewWhateverKeepsWhatTheNetworkHasNot() throws Exception {
        AnyValue any = new AnyValue(new Random(6));
        try (Network network = digits()) {
            for (int i = 0; i < 500; i++) {
                ViewState fitted = FittedView.of((ViewState) any.of(ViewState.class), network);
                assertThat(fitted.selected()).allMatch(network::has);
                assertThat(FittedView.of(fitted, network)).isEqualTo(fitted);
            }
        }
    }
}
