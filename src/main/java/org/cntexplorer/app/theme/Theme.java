package org.cntexplorer.app.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cntexplorer.figure.Palette;

/**
 * A look: AtlantaFX's, and beside it one style sheet with the few colours of our own, as looked-up variables {@code -cnt-…}. The palette
 * of what is drawn (graph, charts) is read from the same sheet, so that a colour is written in one place.
 */
public enum Theme {
    LIGHT("light.css", new PrimerLight()), DARK("dark.css", new PrimerDark());

    private final String css;
    private final atlantafx.base.theme.Theme base;
    private final Palette palette;

    Theme(String css, atlantafx.base.theme.Theme base) {
        this.css = css;
        this.base = base;
        this.palette = palette(css);
    }

    /** The controls' style sheet. */
    public String userAgentStylesheet() {
        return base.getUserAgentStylesheet();
    }

    /** Our own variables. */
    public String stylesheet() {
        return Theme.class.getResource(css).toExternalForm();
    }

    /** The colours of what is drawn. */
    public Palette palette() {
        return palette;
    }

    private static Palette palette(String css) {
        String text;
        try (InputStream in = Theme.class.getResourceAsStream(css)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Color> colours = new HashMap<>();
        Matcher variable = Pattern.compile("-cnt-([a-z0-9-]+)\\s*:\\s*#([0-9A-Fa-f]{6})\\s*;").matcher(text);
        while (variable.find()) {
            colours.put(variable.group(1), new Color(Integer.parseInt(variable.group(2), 16)));
        }
        List<Color> series = new ArrayList<>();
        while (colours.containsKey("series-" + (series.size() + 1))) {
            series.add(colours.get("series-" + (series.size() + 1)));
        }
        return new Palette(colours.get("background"), colours.get("text"), colours.get("axis"), colours.get("grid"), colours.get("accent"),
                colours.get("positive"), colours.get("negative"), colours.get("middle"), series);
    }
}
