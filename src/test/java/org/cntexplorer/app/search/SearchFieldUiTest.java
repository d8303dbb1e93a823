package org.cntexplorer.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.app.Waiting.perform;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.cntexplorer.app.theme.Themes;
import org.cntexplorer.app.workspace.OpenNetwork;
import org.cntexplorer.app.workspace.Place;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Neuron;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class SearchFieldUiTest {
    private Workspace workspace;
    private SearchField search;
    private Button other;

    @Start
    private void start(Stage stage) {
        workspace = OpenNetwork.empty();
        search = new SearchField(workspace);
        other = new Button("other");
        Scene scene = new Scene(new VBox(20, other, search.root()), 500, 400);
        new Themes().dress(scene);
        stage.setScene(scene);
        stage.show();
        workspace.open(Path.of("assets/samples/digits-mlp.npy").toAbsolutePath(), OpenOptions.NONE);
    }

    private void type(FxRobot robot, String text) {
        perform(() -> {
            search.focus();
            field(robot).setText(text);
        });
    }

    private static TextField field(FxRobot robot) {
        return robot.lookup("#search-field").query();
    }

    /** The popup's, which is below another window. */
    private static Label message(FxRobot robot) {
        return robot.lookup("#search-message").query();
    }

    private static List<Node> suggestions(FxRobot robot) {
        return robot.lookup("#search-suggestions").<VBox>query().getChildren();
    }

    private static boolean popupIsShown(FxRobot robot) {
        return robot.lookup("#search-popup").tryQuery().isPresent();
    }

    private List<Neuron> strongest(int layer, int count) {
        double[] strength = workspace.numbers().strength().layer(layer).total();
        return IntStream.range(0, strength.length).boxed().sorted(Comparator.comparingDouble(i -> -strength[i])).limit(count)
                .map(i -> new Neuron(layer, i)).toList();
    }

    @Test
    void tellsTheHitsWhileOneTypesAndEnterSelectsAndReveals(FxRobot robot) {
        perform(search::focus);
        robot.write("top 3 in 1");
        assertThat(message(robot).getText()).isEqualTo("3 neurons of largest strength in " + workspace.network().layer(1).name());
        assertThat(robot.lookup("#search-count").<Label>query().getText()).isEqualTo("3");
        assertThat(workspace.selection().neurons()).isEmpty();
        robot.type(KeyCode.ENTER);
        assertThat(workspace.selection().neurons()).containsExactlyInAnyOrderElementsOf(strongest(1, 3));
        assertThat(workspace.selection().primary()).as("the inspector shows the strongest").contains(strongest(1, 3).getFirst());
        assertThat(workspace.revealedProperty().get()).isEqualTo(new Place.OfLayer(1));
        assertThat(popupIsShown(robot)).isFalse();
    }

    @Test
    void findsOneNeuronAndALayer(FxRobot robot) {
        type(robot, "2:17");
        robot.type(KeyCode.ENTER);
        assertThat(workspace.selection().neurons()).containsExactly(new Neuron(2, 17));
        assertThat(workspace.revealedProperty().get()).isEqualTo(new Place.OfNeuron(new Neuron(2, 17)));
        type(robot, workspace.network().layer(3).name());
        robot.type(KeyCode.ENTER);
        assertThat(workspace.revealedProperty().get()).isEqualTo(new Place.OfLayer(3));
        assertThat(workspace.selection().neurons()).as("a layer is shown, not selected").containsExactly(new Neuron(2, 17));
    }

    @Test
    void saysWhatIsWrongAndLeavesTheSelectionAlone(FxRobot robot) {
        perform(() -> workspace.selection().set(new Neuron(1, 2)));
        type(robot, "strenth > 3");
        assertThat(message(robot).getText()).isEqualTo("'strenth' is no quantity; try strength, in, out, bias.");
        robot.type(KeyCode.ENTER);
        type(robot, "strength > 1e9");
        assertThat(message(robot).getText()).startsWith("No neuron with strength > 1");
        robot.type(KeyCode.ENTER);
        assertThat(workspace.selection().neurons()).containsExactly(new Neuron(1, 2));
        assertThat(popupIsShown(robot)).isTrue();
    }

    @Test
    void doesNotComplainOfATextThatIsBegunUntilEnter(FxRobot robot) {
        type(robot, "top 10 stre");
        assertThat(message(robot).isVisible()).isFalse();
        robot.type(KeyCode.ENTER);
        assertThat(message(robot).isVisible()).isTrue();
        assertThat(message(robot).getText()).isEqualTo("'stre' is no quantity; try strength, in, out, bias.");
        type(robot, "top 10 strenth");
        assertThat(message(robot).isVisible()).isTrue();
    }

    @Test
    void escapeLeavesToWhereOneWas(FxRobot robot) {
        perform(other::requestFocus);
        perform(search::focus);
        assertThat(field(robot).isFocused()).isTrue();
        assertThat(popupIsShown(robot)).isTrue();
        robot.type(KeyCode.ESCAPE);
        assertThat(other.isFocused()).isTrue();
        assertThat(popupIsShown(robot)).isFalse();
    }

    @Test
    void upAndDownRecallEarlierQuestions(FxRobot robot) {
        for (String asked : List.of("1:1", "2:2", "top 2 strength")) {
            type(robot, asked);
            robot.type(KeyCode.ENTER);
        }
        robot.type(KeyCode.UP);
        assertThat(field(robot).getText()).isEqualTo("2:2");
        robot.type(KeyCode.UP).type(KeyCode.UP);
        assertThat(field(robot).getText()).as("before the first is nothing").isEqualTo("1:1");
        robot.type(KeyCode.DOWN).type(KeyCode.DOWN).type(KeyCode.DOWN);
        assertThat(field(robot).getText()).isEmpty();
        robot.type(KeyCode.UP);
        assertThat(field(robot).getText()).isEqualTo("top 2 strength");
        type(robot, "1:");
        robot.type(KeyCode.UP);
        assertThat(field(robot).getText()).as("from a text of one's own to the last").isEqualTo("top 2 strength");
    }

    @Test
    void offersExamplesAndTheNamesOfLayers(FxRobot robot) {
        type(robot, "");
        assertThat(suggestions(robot)).hasSizeGreaterThan(4);
        robot.clickOn(suggestions(robot).get(2));
        assertThat(field(robot).getText()).isEqualTo("top 10 strength");
        type(robot, "inp");
        robot.type(KeyCode.TAB);
        assertThat(field(robot).getText()).isEqualTo("input");
        assertThat(field(robot).isFocused()).isTrue();
        type(robot, "strength > 1 in ");
        assertThat(suggestions(robot)).hasSize(workspace.network().layers().size());
        type(robot, "bottom 4 o");
        robot.type(KeyCode.TAB);
        assertThat(field(robot).getText()).isEqualTo("bottom 4 out");
    }

    @Test
    void isOffWhileNoModelIsOpen(FxRobot robot) {
        perform(workspace::close);
        assertThat(field(robot).isDisabled()).isTrue();
        perform(search::focus);
        assertThat(popupIsShown(robot)).isFalse();
    }
}
