package org.cntexplorer.graph.file;

/**
 * What a person has said of a neuron.
 *
 * @param name "" for none
 * @param note "" for none
 */
public record NeuronWords(String name, String note) {
    static final NeuronWords NONE = new NeuronWords("", "");
}
