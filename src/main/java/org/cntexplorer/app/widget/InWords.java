package org.cntexplorer.app.widget;

import java.util.function.Function;
import javafx.util.StringConverter;

/** What the values of a box are called, where none is typed; nothing for none. */
public final class InWords<T> extends StringConverter<T> {
    private final Function<T, String> words;

    public InWords(Function<T, String> words) {
        this.words = words;
    }

    @Override
    public String toString(T value) {
        return value == null ? "" : words.apply(value);
    }

    @Override
    public T fromString(String text) {
        return null;
    }
}
