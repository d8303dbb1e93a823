package org.cntexplorer.app.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javafx.geometry.Bounds;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelReader;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.cntexplorer.app.theme.Themes;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.model.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** An image of several channels, which stand in two rows of three and two. */
@ExtendWith(ApplicationExtension.class)
class WeightImageViewUiTest {
    private static final Shape SHAPE = Shape.of(5, 4, 6);

    private final float[] weights = new float[SHAPE.neurons()];
    private final List<Integer> clicked = new ArrayList<>();

    @Start
    private void start(Stage stage) {
        Random random = new Random(5);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = random.nextFloat() - 0.5f;
        }
        weights[0] = 0;
        weights[SHAPE.neurons() - 1] = Float.NaN;
        WeightImageView view = new WeightImageView(clicked::add);
        view.show(WeightImage.of(0, SHAPE, weights), Palette.LIGHT);
        Scene scene = new Scene(new StackPane(view.root()), 400, 300);
        new Themes().dress(scene);
        stage.setScene(scene);
        stage.show();
    }

    @Test
    void everyPixelStandsInItsChannelAndHasTheColourOfItsWeight(FxRobot robot) {
        ImageView image = robot.lookup("#inspector-image").query();
        int side = (int) (image.getFitWidth() / (3 * 6 + 2));
        assertThat(side).isGreaterThan(5);
        assertThat(image.getImage().getWidth()).isEqualTo(side * (3 * 6 + 2)).isEqualTo(image.getFitWidth());
        assertThat(image.getImage().getHeight()).isEqualTo(side * (2 * 4 + 1)).isEqualTo(image.getFitHeight());
        PixelReader pixels = image.getImage().getPixelReader();
        double limit = WeightImage.of(0, SHAPE, weights).limit();
        assertThat(pixels.getArgb(0, 0)).as("a weight of 0").isEqualTo(Palette.LIGHT.middle().getRGB());
        for (int k = 0; k < weights.length; k++) {
            int[] at = SHAPE.position(k);
            int x = (at[0] % 3 * 7 + at[2]) * side;
            int y = (at[0] / 3 * 5 + at[1]) * side;
            int shown = pixels.getArgb(x, y);
            assertThat(pixels.getArgb(x + side - 1, y + side - 1)).as("a square of one colour").isEqualTo(shown);
            int expected = Palette.LIGHT.diverging(weights[k] / limit).getRGB();
            for (int shift = 0; shift < 32; shift += 8) {
                // the map has 2,049 shades, which lie a little apart near 0
                int channel = expected >> shift & 0xff;
                assertThat(shown >> shift & 0xff).as("neuron %s", k).isBetween(channel - 5, channel + 5);
            }
        }
        assertThat(pixels.getArgb(6 * side, 0)).as("channels stand apart").isZero();
    }

    @Test
    void tellsThePixelBelowThePointerAndHearsAClick(FxRobot robot) {
        ImageView image = robot.lookup("#inspector-image").query();
        Bounds bounds = image.localToScreen(image.getBoundsInLocal());
        double side = bounds.getWidth() / 20;
        // channel 4 is the second of the second row
        robot.clickOn(bounds.getMinX() + (7 + 2 + 0.5) * side, bounds.getMinY() + (5 + 3 + 0.5) * side);
        int neuron = (4 * 4 + 3) * 6 + 2;
        assertThat(clicked).containsExactly(neuron);
        assertThat(robot.lookup("#inspector-pixel").<Label>query().getText()).isEqualTo("channel 4, row 3, column 2");
        robot.clickOn(bounds.getMinX() + 6.5 * side, bounds.getMinY() + 0.5 * side);
        robot.clickOn(bounds.getMinX() + 17.5 * side, bounds.getMinY() + 7.5 * side);
        assertThat(clicked).as("between channels, and where there is none").hasSize(1);
        assertThat(robot.lookup("#inspector-pixel").<Label>query().getText()).isEqualTo("Point at a pixel");
    }
}
