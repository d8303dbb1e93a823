package org.cntexplorer.format;

/** A model whose file does not say how large its input is, where that must be known: to be opened again with an input shape. */
public final class UnknownSizeException extends ModelFormatException {
    public UnknownSizeException(String sentence) {
        super(sentence);
    }
}
