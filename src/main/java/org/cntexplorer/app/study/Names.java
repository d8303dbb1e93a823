package org.cntexplorer.app.study;

import org.cntexplorer.app.widget.NumberText;

/** Words for figures and files. */
final class Names {
    private Names() {}

    /** "1,200 networks". */
    static String networks(int count) {
        return NumberText.count(count) + (count == 1 ? " network" : " networks");
    }

    /** As a part of a file's name. */
    static String file(String words) {
        return words.toLowerCase(java.util.Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
    }
}
