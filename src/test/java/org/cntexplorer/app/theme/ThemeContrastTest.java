package org.cntexplorer.app.theme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import org.cntexplorer.figure.Palette;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The colours of both themes are seen on the grounds on which they stand (WCAG 2.2, AA): by the style sheets' own variables, and the palette's. */
class ThemeContrastTest {
    private static final Pattern VARIABLE = Pattern.compile("(-(?:cnt|color)-[a-z0-9-]+)\\s*:\\s*(#[0-9A-Fa-f]{6,8}|rgba?\\([^)]*\\))\\s*;");
    /** What all panes, dialogs and popups lie on. */
    private static final List<String> GROUNDS = List.of("-color-bg-default", "-color-bg-overlay", "-color-bg-subtle", "-cnt-chrome", "-cnt-background");

    /** The variables of a theme: AtlantaFX's, and ours after them. */
    private static Map<String, Color> variables(Theme theme) {
        Map<String, Color> colours = new HashMap<>();
        for (String sheet : List.of(theme.userAgentStylesheet(), theme.stylesheet())) {
            Matcher variable = VARIABLE.matcher(text(sheet));
            while (variable.find()) {
                // the first is the root's; controls may give it another value further down
                if (variable.group(1).startsWith("-cnt")) {
                    colours.put(variable.group(1), Color.web(variable.group(2)));
                } else {
                    colours.putIfAbsent(variable.group(1), Color.web(variable.group(2)));
                }
            }
        }
        return colours;
    }

    private static String text(String sheet) {
        try (InputStream in = sheet.startsWith("/") ? Theme.class.getResourceAsStream(sheet) : URI.create(sheet).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Color colour(java.awt.Color of) {
        return Color.rgb(of.getRed(), of.getGreen(), of.getBlue());
    }

    private static void seen(Map<String, Color> colours, String what, String on, double least) {
        Color ground = Contrast.over(colours.get(on), 1, colours.get("-color-bg-default"));
        assertThat(Contrast.of(Contrast.over(colours.get(what), 1, ground), ground)).as("%s on %s", what, on).isGreaterThanOrEqualTo(least);
    }

    @Test
    void theMeasureIsThatOfTheStandard() {
        assertThat(Contrast.of(Color.BLACK, Color.WHITE)).isCloseTo(21, within(1e-9));
        assertThat(Contrast.of(Color.web("#777777"), Color.WHITE)).as("the well-known grey that just fails").isCloseTo(4.48, within(0.005));
        assertThat(Contrast.of(Contrast.over(Color.BLACK, 0.5, Color.WHITE), Color.web("#808080"))).isCloseTo(1, within(0.01));
    }

    @ParameterizedTest
    @EnumSource
    void textIsRead(Theme theme) {
        Map<String, Color> colours = variables(theme);
        for (String ground : GROUNDS) {
            for (String text : List.of("-color-fg-default", "-color-fg-muted", "-color-accent-fg", "-color-success-fg", "-color-danger-fg",
                    "-color-warning-fg", "-cnt-text", "-cnt-axis", "-cnt-accent", "-cnt-positive", "-cnt-negative")) {
                seen(colours, text, ground, Contrast.TEXT);
            }
        }
        for (String text : List.of("-color-fg-default", "-color-fg-muted", "-color-accent-fg")) {
            seen(colours, text, "-color-accent-subtle", Contrast.TEXT);
        }
        seen(colours, "-color-warning-fg", "-color-warning-subtle", Contrast.TEXT);
        seen(colours, "-color-fg-default", "-cnt-error", Contrast.TEXT);
        seen(colours, "-color-fg-emphasis", "-color-accent-emphasis", Contrast.TEXT);
    }

    @ParameterizedTest
    @EnumSource
    void controlsAreSeen(Theme theme) {
        Map<String, Color> colours = variables(theme);
        for (String ground : GROUNDS) {
            // the frame of a field and a box, the ring of the focus, icons
            for (String thing : List.of("-cnt-control", "-cnt-focus", "-color-fg-subtle", "-color-accent-emphasis")) {
                seen(colours, thing, ground, Contrast.GRAPHICS);
            }
        }
        seen(colours, "-cnt-error-edge", "-cnt-error", Contrast.GRAPHICS);
        seen(colours, "-cnt-focus", "-color-accent-subtle", Contrast.GRAPHICS);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDrawnIsSeen(Theme theme) {
        Palette palette = theme.palette();
        Color ground = colour(palette.background());
        assertThat(Contrast.of(colour(palette.text()), ground)).as("text").isGreaterThanOrEqualTo(Contrast.TEXT);
        assertThat(Contrast.of(colour(palette.axis()), ground)).as("words of an axis").isGreaterThanOrEqualTo(Contrast.TEXT);
        assertThat(Contrast.of(colour(palette.accent()), ground)).as("the selected neuron").isGreaterThanOrEqualTo(Contrast.GRAPHICS);
        assertThat(Contrast.of(colour(palette.positive()), ground)).as("a strong link of positive weight").isGreaterThanOrEqualTo(Contrast.GRAPHICS);
        assertThat(Contrast.of(colour(palette.negative()), ground)).as("a strong link of negative weight").isGreaterThanOrEqualTo(Contrast.GRAPHICS);
        for (int i = 0; i < palette.series().size(); i++) {
            assertThat(Contrast.of(colour(palette.series(i)), ground)).as("curve %d", i + 1).isGreaterThanOrEqualTo(Contrast.GRAPHICS);
        }
    }

    /** The palettes of figures, which know no style sheet, are those of the themes. */
    @Test
    void onPaperTheColoursAreTheSame() {
        assertThat(Theme.LIGHT.palette()).isEqualTo(Palette.LIGHT);
        assertThat(Theme.DARK.palette()).isEqualTo(Palette.DARK);
    }
}
