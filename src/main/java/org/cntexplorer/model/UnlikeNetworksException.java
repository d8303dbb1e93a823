package org.cntexplorer.model;

/** Two networks are of different architectures. The message is one sentence: where they differ first, and what to do. */
public class UnlikeNetworksException extends Exception {
    private static final long serialVersionUID = 1;

    public UnlikeNetworksException(String sentence) {
        super(sentence);
    }
}
