package org.cntexplorer.app.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cntexplorer.app.Waiting.ask;
import static org.cntexplorer.app.Waiting.await;
import static org.cntexplorer.app.Waiting.perform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import org.cntexplorer.app.theme.Themes;
import org.cntexplorer.app.workspace.OpenNetwork;
import org.cntexplorer.app.workspace.Place;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.model.Moments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class LayersPaneUiTest {
    private Workspace workspace;
    private final List<Place> revealed = new ArrayList<>();

    @Start
    private void start(Stage stage) {
        workspace = OpenNetwork.empty();
        LayersPane pane = new LayersPane(workspace);
        Scene scene = new Scene((Parent) pane.root(), 330, 700);
        new Themes().dress(scene);
        stage.setScene(scene);
        stage.show();
        workspace.open(Path.of("assets/samples/digits-mlp.npy").toAbsolutePath(), OpenOptions.NONE);
        workspace.revealedProperty().subscribe(place -> {
            if (place != null) {
                revealed.add(place);
            }
        });
    }

    private static TableView<Row> table(FxRobot robot, String id) {
        return robot.lookup(id).queryTableView();
    }

    private static TableRow<Row> row(FxRobot robot, String table, int number) {
        return robot.from(robot.lookup(table).queryAll()).lookup((TableRow<Row> row) -> row.getIndex() == number && row.getItem() != null)
                .query();
    }

    private static String cell(FxRobot robot, String table, int row, String column) {
        TableCell<?, ?> found = row(robot, table, row).getChildrenUnmodifiable().stream().map(n -> (TableCell<?, ?>) n)
                .filter(c -> title(c.getTableColumn()).equals(column)).findFirst().orElseThrow();
        return found.getText();
    }

    private static String title(TableColumn<?, ?> column) {
        return column.getGraphic() instanceof Label label ? label.getText() : column.getText();
    }

    @Test
    void rowsShowTheNumbersOfTheMetrics(FxRobot robot) {
        for (int l = 0; l < workspace.network().layers().size(); l++) {
            Moments strength = workspace.numbers().strength().layer(l).totalMoments();
            Row row = table(robot, "#layers-table").getItems().get(l);
            assertThat(row.number(Moments::mean)).isEqualTo(strength.mean());
            assertThat(row.number(Moments::std)).isEqualTo(workspace.numbers().strength().layer(l).fluctuation());
            assertThat(row.distribution().orElseThrow().histogram().total()).isEqualTo(workspace.network().layer(l).neurons());
            double shown = Double.parseDouble(cell(robot, "#layers-table", l, "Y (std)").replace('−', '-'));
            assertThat(shown).isCloseTo(strength.std(), within(0.5e-2));
        }
        for (int c = 0; c < workspace.network().connections().size(); c++) {
            Row row = table(robot, "#connections-table").getItems().get(c);
            assertThat(row.distribution().orElseThrow().moments()).isEqualTo(workspace.numbers().linkWeights().connection(c).weights());
            assertThat(row.distribution().orElseThrow().histogram().total()).isEqualTo(workspace.network().connection(c).links());
        }
    }

    @Test
    void anotherConventionChangesTheStrengthsOnly(FxRobot robot) {
        Row layer = table(robot, "#layers-table").getItems().getLast();
        Row connection = table(robot, "#connections-table").getItems().getLast();
        perform(() -> workspace.conventionProperty().set(Convention.AUTHORS));
        assertThat(table(robot, "#layers-table").getItems().getLast().number(Moments::mean))
                .isCloseTo(layer.number(Moments::mean) + 1, within(1e-12));
        assertThat(table(robot, "#connections-table").getItems().getLast()).isSameAs(connection);
    }

    @Test
    void aChosenRowIsRevealedAlsoWhenItIsChosenAgain(FxRobot robot) {
        robot.clickOn(row(robot, "#layers-table", 1));
        robot.clickOn(row(robot, "#connections-table", 0));
        assertThat(table(robot, "#layers-table").getSelectionModel().getSelectedItem()).isNull();
        robot.clickOn(row(robot, "#connections-table", 0));
        robot.type(KeyCode.DOWN);
        assertThat(revealed).containsExactly(new Place.OfLayer(1), new Place.OfConnection(0), new Place.OfConnection(0),
                new Place.OfConnection(1));
    }

    @Test
    void sortsByANumber(FxRobot robot) {
        TableView<Row> table = table(robot, "#layers-table");
        Node title = robot.from(table).lookup((Label label) -> label.getText().equals("Y (std)")).query();
        perform(() -> {
            press(title, MouseEvent.MOUSE_PRESSED);
            press(title, MouseEvent.MOUSE_RELEASED);
        });
        double[] y = table.getItems().stream().mapToDouble(row -> row.number(Moments::std)).toArray();
        assertThat(y).isSorted().hasSize(workspace.network().layers().size());
        assertThat(IntStream.range(0, y.length).map(i -> table.getItems().get(i).index()).toArray())
                .isNotEqualTo(IntStream.range(0, y.length).toArray());
    }

    /** The headless platform calls every click a trigger of a popup, at which headers do not sort; so this is no robot's click. */
    private static void press(Node node, EventType<MouseEvent> type) {
        Event.fireEvent(node, new MouseEvent(type, 0, 0, 0, 0, MouseButton.PRIMARY, 1, false, false, false, false, true, false, false,
                false, false, true, null));
    }

    @Test
    void copiesTheTableWithEveryDigit(FxRobot robot) {
        robot.clickOn(row(robot, "#connections-table", 1));
        robot.push(KeyCode.SHORTCUT, KeyCode.C);
        String copied = ask(() -> Clipboard.getSystemClipboard().getString());
        List<String[]> lines = copied.lines().map(line -> line.split("\t")).toList();
        assertThat(lines).hasSize(1 + workspace.network().connections().size());
        assertThat(lines.getFirst()).containsExactly("Number", "Connection", "Kind", "Mean", "Std", "Min", "Max", "Links", "Not finite");
        for (String[] line : lines.subList(1, lines.size())) {
            Moments weights = workspace.numbers().linkWeights().connection(Integer.parseInt(line[0])).weights();
            Map<Integer, Double> expected = Map.of(3, weights.mean(), 4, weights.std(), 5, weights.min(), 6, weights.max(), 7,
                    (double) weights.n());
            expected.forEach((at, number) -> assertThat(Double.parseDouble(line[at])).isEqualTo(number));
        }
    }

    @Test
    void aNarrowPaneHasNoColumnsBeyondItsEdgeAndAWideOneAll(FxRobot robot) {
        TableView<Row> table = table(robot, "#layers-table");
        assertThat(table.getVisibleLeafColumns()).hasSize(4);
        assertThat(table.getVisibleLeafColumns().stream().mapToDouble(TableColumn::getWidth).sum()).isLessThanOrEqualTo(table.getWidth());
        perform(() -> table.getScene().getWindow().setWidth(250));
        await(() -> table.getVisibleLeafColumns().size() == 3
                && table.getVisibleLeafColumns().stream().mapToDouble(TableColumn::getWidth).sum() <= table.getWidth());
        perform(() -> table.getScene().getWindow().setWidth(620));
        await(() -> table.getVisibleLeafColumns().size() == 7);
    }

    @Test
    void countsWhatIsNoNumber(FxRobot robot, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("spoilt.npy");
        byte[] header = "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(128 + 4 * 12).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0).putShort((short) 118)
                .put(header);
        while (bytes.position() < 127) {
            bytes.put((byte) ' ');
        }
        bytes.put((byte) '\n');
        for (int i = 0; i < 12; i++) {
            bytes.putFloat(i == 5 ? Float.NaN : i == 7 ? Float.POSITIVE_INFINITY : i);
        }
        Files.write(file, bytes.array());
        perform(() -> workspace.open(file, OpenOptions.NONE));
        Row row = table(robot, "#connections-table").getItems().getFirst();
        assertThat(row.nonFinite()).isEqualTo(2);
        assertThat(row.number(Moments::max)).isEqualTo(11);
        assertThat(row.distribution().orElseThrow().histogram().total()).isEqualTo(10);
        assertThat(robot.from(row(robot, "#connections-table", 0)).lookup(".non-finite").<Label>query().getText()).isEqualTo("2 NaN or ∞");
    }

    @Test
    void closingTheModelEmptiesTheTables(FxRobot robot) {
        perform(workspace::close);
        assertThat(table(robot, "#layers-table").getItems()).isEmpty();
        assertThat(table(robot, "#connections-table").getItems()).isEmpty();
    }
}
