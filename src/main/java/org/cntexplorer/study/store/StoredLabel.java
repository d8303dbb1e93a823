package org.cntexplorer.study.store;

/**
 * A number or a word that is known of a network.
 *
 * @param label such as {@code accuracy}
 * @param number null where it is a word
 * @param word null where it is a number
 */
public record StoredLabel(String label, Double number, String word) {
    public StoredLabel {
        if ((number == null) == (word == null)) {
            throw new IllegalArgumentException("a label is a number or a word");
        }
    }

    public static StoredLabel number(String label, double number) {
        return new StoredLabel(label, number, null);
    }

    public static StoredLabel word(String label, String word) {
        return new StoredLabel(label, null, word);
    }
}
