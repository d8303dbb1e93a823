package org.cntexplorer.study;

/** What is known of a network besides its weights, under some name: its accuracy, its epoch, how it was initialised. */
public sealed interface Label {
    /** @param value finite */
    record Number(double value) implements Label {
        public Number {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("A label is a finite number or a word.");
            }
        }

        @Override
        public String text() {
            return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
        }
    }

    /** @param text perhaps empty, where a table has nothing in that place */
    record Word(String text) implements Label {}

    /** As a person reads it: a whole number without its ".0". */
    String text();

    /** A finite number where the whole text is one ("0.9509", "-1e-3", "+7"), else the word. */
    static Label of(String text) {
        String bare = text.strip();
        if (!bare.isEmpty() && NumberText.end(bare, 0) == bare.length()) {
            double value = Double.parseDouble(bare);
            if (Double.isFinite(value)) {
                // no −0, which would be a label of its own beside 0
                return new Number(value + 0.0);
            }
        }
        return new Word(bare);
    }
}
