package org.cntexplorer.app.study;

import org.cntexplorer.app.widget.NumberText;

/** Words for figures and files. */
final class Names {
    private Names() {}

    /** "1,200 networks". */
    static String networks(int count) {
        return NumberText.count(count) + (count == 1 ? " network" : " networks");
    }
}
