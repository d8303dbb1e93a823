package org.cntexplorer.app.session;

import org.cntexplorer.format.ModelFormatException;

/**
 * A place in a session file, for the sentence that says what is wrong there.
 *
 * @param file name of the file
 * @param path where in it: {@code models[0].view.camera}; empty for the whole
 */
record JsonPlace(String file, String path) {
    JsonPlace(String file) {
        this(file, "");
    }

    JsonPlace in(String name) {
        return new JsonPlace(file, path.isEmpty() ? name : path + "." + name);
    }

    JsonPlace at(int index) {
        return new JsonPlace(file, path + "[" + index + "]");
    }

    /** @param what is wrong, to follow the place: "is not a number" */
    ModelFormatException says(String what) {
        return new ModelFormatException(file + " is not a session that can be opened: " + (path.isEmpty() ? "the file" : path) + " " + what
                + "; open another copy of it, or the model itself.");
    }
}
