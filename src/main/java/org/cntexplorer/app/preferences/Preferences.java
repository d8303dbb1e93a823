package org.cntexplorer.app.preferences;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.app.theme.ThemeChoice;
import org.cntexplorer.metric.Convention;

/**
 * What the program remembers between two starts. Whatever a file leaves out, or an older version did not know, has its default.
 *
 * @param window where the window stood, or null where it never was shown
 * @param dividers the places of the panes' dividers, 0 to 1, by name
 * @param hidden names of the panes that are not shown
 * @param recent the files opened last, newest first
 * @param study what the last study was made of
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Preferences(Bounds window, Map<String, Double> dividers, List<String> hidden, ThemeChoice theme, List<String> recent,
                          Convention convention, Boolean assumeImages, LastStudy study) {
    /** How many recent files are remembered. */
    public static final int RECENT = 10;

    public static final Preferences DEFAULT = new Preferences(null, null, null, null, null, null, null, null);

    /** The window's place on the screen, in logical pixels. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Bounds(double x, double y, double width, double height, boolean maximised) {}

    /**
     * Where the networks of a study, and their labels, were found.
     *
     * @param pattern of the files' names; empty where a table has the labels
     * @param table with the labels; empty where a pattern finds them
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record LastStudy(String folder, String pattern, String table) {
        public static final LastStudy NONE = new LastStudy("", "", "");

        public LastStudy {
            folder = folder == null ? "" : folder;
            pattern = pattern == null ? "" : pattern;
            table = table == null ? "" : table;
        }
    }

    public Preferences {
        dividers = dividers == null ? Map.of() : Map.copyOf(dividers);
        hidden = hidden == null ? List.of() : List.copyOf(hidden);
        theme = theme == null ? ThemeChoice.SYSTEM : theme;
        recent = recent == null ? List.of() : List.copyOf(recent);
        convention = convention == null || convention.weighting() == null ? Convention.DEFAULT : convention;
        assumeImages = assumeImages == null || assumeImages;
        study = study == null ? LastStudy.NONE : study;
    }

    /** The place of a divider. */
    public Optional<Double> divider(String name) {
        return Optional.ofNullable(dividers.get(name)).filter(d -> d > 0 && d < 1);
    }

    /** With {@code file} as the newest of the recent files. */
    public Preferences withRecent(String file) {
        List<String> files = new ArrayList<>(recent);
        files.remove(file);
        files.addFirst(file);
        return withRecent(files.subList(0, Math.min(RECENT, files.size())));
    }

    public Preferences withRecent(List<String> files) {
        return new Preferences(window, dividers, hidden, theme, files, convention, assumeImages, study);
    }

    public Preferences withStudy(LastStudy last) {
        return new Preferences(window, dividers, hidden, theme, recent, convention, assumeImages, last);
    }
}
