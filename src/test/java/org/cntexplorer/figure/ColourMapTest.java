package org.cntexplorer.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The maps of the palettes, measured: lightness, evenness of steps, and what people see who see two kinds of cones. */
class ColourMapTest {
    /** Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB: protanopia, deuteranopia, tritanopia. */
    private static final double[][][] BLINDNESS = {
            {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
            {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
            {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};
    private static final int STEPS = 16;

    static Stream<Palette> palettes() {
        return Stream.of(Palette.LIGHT, Palette.DARK);
    }

    /** Sharma, Wu and Dalal 2005, table 1. */
    @ParameterizedTest
    @CsvSource({"50,2.6772,-79.7751,50,0,-82.7485,2.0425", "50,-1,2,50,0,0,2.3669", "50,2.5,0,73,25,-18,27.1492", "50,2.5,0,50,3.2592,0.3350,1.0000",
        "60.2574,-34.0099,36.2677,60.4626,-34.1751,39.4387,1.2644", "2.0776,0.0795,-1.1350,0.9033,-0.0636,-0.5514,0.9082",
        "50,2.49,-0.001,50,-2.49,0.0011,7.2195"})
    void differencesAreThosePublished(double l1, double a1, double b1, double l2, double a2, double b2, double expected) {
        assertThat(new Lab(l1, a1, b1).difference(new Lab(l2, a2, b2))).isCloseTo(expected, within(5e-5));
        assertThat(new Lab(l2, a2, b2).difference(new Lab(l1, a1, b1))).isCloseTo(expected, within(5e-5));
    }

    /** The map at the root of a value, which is what is drawn on a legend. */
    private static Color at(Palette palette, double root) {
        return palette.diverging(Math.copySign(root * root, root));
    }

    @ParameterizedTest
    @MethodSource("palettes")
    void lightnessGoesOneWayAndStepsLookEven(Palette palette) {
        for (int sign : new int[] {-1, 1}) {
            double direction = Math.signum(Lab.of(at(palette, sign)).l() - Lab.of(palette.middle()).l());
            double[] steps = new double[STEPS];
            for (int i = 0; i < STEPS; i++) {
                Lab here = Lab.of(at(palette, sign * i / (double) STEPS));
                Lab next = Lab.of(at(palette, sign * (i + 1.0) / STEPS));
                assertThat(direction * (next.l() - here.l())).as("lightness at step " + i).isPositive();
                steps[i] = here.difference(next);
            }
            double mean = DoubleStream.of(steps).average().orElseThrow();
            assertThat(mean).as("sixteen shades are told apart").isGreaterThan(2);
            // a screen's 256 shades a channel are up to a fifth of such a step
            for (double step : steps) {
                assertThat(step).isBetween(0.75 * mean, 1.25 * mean);
            }
        }
        assertThat(at(palette, 1)).isEqualTo(palette.positive());
        assertThat(at(palette, -1)).isEqualTo(palette.negative());
        assertThat(at(palette, 0)).isEqualTo(palette.middle());
    }

    @ParameterizedTest
    @MethodSource("palettes")
    void bothSidesAreToldApartWithEveryColourBlindness(Palette palette) {
        for (double[][] kind : BLINDNESS) {
            for (int i = STEPS / 4; i <= STEPS; i++) {
                double root = i / (double) STEPS;
                double apart = seen(at(palette, root), kind).difference(seen(at(palette, -root), kind));
                assertThat(apart).as("positive and negative at " + root).isGreaterThan(20 * root);
            }
            for (int sign : new int[] {-1, 1}) {
                double[] away = IntStream.rangeClosed(0, STEPS).mapToDouble(i -> seen(palette.middle(), kind)
                        .difference(seen(at(palette, sign * i / (double) STEPS), kind))).toArray();
                for (int i = 0; i < STEPS; i++) {
                    assertThat(away[i + 1]).as("further from the middle at step " + i).isGreaterThan(away[i]);
                }
            }
        }
    }

    /** Curves that a number colours: they are thin lines, so both ends stand out from the ground. */
    @ParameterizedTest
    @MethodSource("palettes")
    void gradedCurvesAreSeenAndInOrder(Palette palette) {
        double ground = Lab.of(palette.background()).l();
        double direction = ground > 50 ? -1 : 1;
        double[] steps = new double[STEPS];
        for (int i = 0; i < STEPS; i++) {
            Lab here = Lab.of(palette.graded(i / (double) STEPS));
            Lab next = Lab.of(palette.graded((i + 1.0) / STEPS));
            assertThat(direction * (next.l() - here.l())).as("lightness at step " + i).isPositive();
            assertThat(contrast(palette.graded(i / (double) STEPS), palette.background())).as("contrast at step " + i).isGreaterThan(3);
            steps[i] = here.difference(next);
        }
        double mean = DoubleStream.of(steps).average().orElseThrow();
        assertThat(mean).as("sixteen shades are told apart").isGreaterThan(3);
        for (double step : steps) {
            assertThat(step).isBetween(0.7 * mean, 1.3 * mean);
        }
        for (double[][] kind : BLINDNESS) {
            for (int i = 0; i + 4 <= STEPS; i++) {
                double apart = seen(palette.graded(i / (double) STEPS), kind).difference(seen(palette.graded((i + 4.0) / STEPS), kind));
                assertThat(apart).as("a quarter of the way from step " + i).isGreaterThan(8);
            }
        }
        assertThat(palette.graded(-1)).isEqualTo(palette.graded(0));
        assertThat(palette.graded(2)).isEqualTo(palette.graded(1));
    }

    @ParameterizedTest
    @MethodSource("palettes")
    void numbersInCellsAreReadable(Palette palette) {
        for (int i = 0; i <= STEPS; i++) {
            Color cell = palette.sequential(i / (double) STEPS);
            assertThat(contrast(palette.textOn(cell), cell)).as("cell at " + i).isGreaterThan(4);
        }
    }

    /** As WCAG 2.2 measures it. */
    private static double contrast(Color a, Color b) {
        double first = luminance(a);
        double second = luminance(b);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(Color c) {
        return 0.2126 * linear(c.getRed()) + 0.7152 * linear(c.getGreen()) + 0.0722 * linear(c.getBlue());
    }

    private static Lab seen(Color colour, double[][] kind) {
        double[] linear = {linear(colour.getRed()), linear(colour.getGreen()), linear(colour.getBlue())};
        int[] seen = new int[3];
        for (int c = 0; c < 3; c++) {
            double sum = Math.clamp(kind[c][0] * linear[0] + kind[c][1] * linear[1] + kind[c][2] * linear[2], 0, 1);
            seen[c] = (int) Math.round(255 * (sum <= 0.0031308 ? 12.92 * sum : 1.055 * Math.pow(sum, 1 / 2.4) - 0.055));
        }
        return Lab.of(new Color(seen[0], seen[1], seen[2]));
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
