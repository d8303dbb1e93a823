package org.cntexplorer.app.widget;

import java.io.IOException;
import java.io.UncheckedIOException;
import javafx.fxml.FXMLLoader;

/** The fxml of a pane, which lies beside its class. */
public final class Fxml {
    private Fxml() {}

    /** Loads {@code name} for {@code pane}, whose fields and methods marked with {@code @FXML} it names. */
    public static void load(Object pane, String name) {
        FXMLLoader loader = new FXMLLoader(pane.getClass().getResource(name));
        loader.setController(pane);
        try {
            loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
