package org.cntexplorer.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.progress.Progress;

/** How the model that a network stands for is computed: what it is given, where each layer's values are, and the whole of it as an ONNX file. */
public interface Computation {
    /** Why it cannot be run, in one sentence that names the operator; empty where it can. */
    Optional<String> hindrance();

    /** The TorchScript file that it is, which PyTorch can run where there is a {@link #hindrance()}; empty where it is none. */
    default Optional<Path> script() {
        return Optional.empty();
    }

    /** What it is given, in the model's order. */
    List<ModelInput> inputs();

    /** Which of them gets the samples, and which number each other one: as is proposed, where {@link #with} did not say otherwise. */
    Feed feed();

    /**
     * The same, run with something else.
     *
     * @throws IllegalArgumentException where that does not fit its {@link #inputs()}
     */
    Computation with(Feed feed);

    /**
     * The input that gets the samples.
     *
     * @throws java.util.NoSuchElementException where there is none
     */
    default ModelInput sampled() {
        String samples = feed().samples();
        return inputs().stream().filter(input -> input.value().equals(samples)).findFirst().orElseThrow();
    }

    /**
     * A layer each, as far as they are values of the computation: in order of layers, perhaps with gaps. The neurons of the input that gets the samples are in
     * the sample itself, the value of {@link #sampled()}.
     */
    List<LayerValues> layers();

    /** The name of the first value that it gives. */
    String output();

    /** How many samples it takes at once, run with its {@link #feed()}; empty where that is open. */
    Optional<Integer> batch();

    /** Whether the file says which functions follow its layers; where it does not, {@link Functions} are assumed. */
    boolean saysFunctions();

    /** The same computation of a file that says no functions: {@link #saysFunctions()} is false, unless some of its operators are functions. */
    default Computation assuming() {
        return this;
    }

    /**
     * What is assumed of a file that holds weights alone.
     *
     * @param hidden after each layer with weights but the last: "relu", "tanh", "sigmoid", …; "linear" for none
     * @param last after the last one: "softmax", "sigmoid", …; "linear" for none
     */
    record Functions(String hidden, String last) {
        /** What most networks do: max(0, z) after each layer, the last one's sums as they are. */
        public static final Functions USUAL = new Functions("relu", "linear");
    }

    /**
     * Writes the computation as an ONNX model that takes the samples alone: the numbers of its other inputs are in it, and have the extents of the samples
     * that run. Its outputs are its own, first, and every value of {@link #layers()} but the samples, each once. Weights go from mapped memory to the file
     * without a copy on the heap.
     *
     * @throws IOException where the file cannot be written
     * @throws IllegalStateException where there is a {@link #hindrance()}, or the network is closed
     */
    void write(Path onnx, Functions functions, Progress progress) throws IOException;
}
