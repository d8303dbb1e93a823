package org.cntexplorer.app.workspace;

/**
 * What a person has said of a neuron.
 *
 * @param name short, drawn beside the neuron; "" for none
 * @param note any text; "" for none
 */
public record Annotation(String name, String note) {
    public static final Annotation NONE = new Annotation("", "");

    public Annotation {
        name = name.strip();
        note = note.strip();
    }

    public boolean isEmpty() {
        return name.isEmpty() && note.isEmpty();
    }
}
