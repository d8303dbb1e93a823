package org.cntexplorer.format.pytorch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.model.Computation;
import org.cntexplorer.model.Feed;
import org.cntexplorer.model.LayerValues;
import org.cntexplorer.model.ModelInput;
import org.cntexplorer.progress.Progress;

/**
 * A TorchScript file: run as its operators say, where its code could be followed, or else by PyTorch itself.
 *
 * @param operators what was made of its code, or of its weights alone
 * @param file the file
 * @param isFollowed whether the operators are those of its code
 */
record ScriptComputation(Computation operators, Path file, boolean isFollowed) implements Computation {
    @Override
    public Optional<String> hindrance() {
        return isFollowed ? operators.hindrance() : Optional.of("The network cannot be run, because the model's code could not be followed; its links are inferred from "
                + "the weights alone. Export the model as ONNX, which is run as it is.");
    }

    @Override
    public Optional<Path> script() {
        return Optional.of(file);
    }

    @Override
    public List<ModelInput> inputs() {
        return operators.inputs();
    }

    @Override
    public Feed feed() {
        return operators.feed();
    }

    @Override
    public Computation with(Feed feed) {
        return new ScriptComputation(operators.with(feed), file, isFollowed);
    }

    @Override
    public List<LayerValues> layers() {
        if (hindrance().isEmpty()) {
            return operators.layers();
        }
        // PyTorch tells what goes in and what comes out
        Set<String> ends = new HashSet<>(Set.of(output()));
        inputs().forEach(input -> ends.add(input.value()));
        return operators.layers().stream().filter(layer -> ends.contains(layer.activation().value()))
                .map(layer -> new LayerValues(layer.layer(), Optional.empty(), layer.activation())).toList();
    }

    @Override
    public String output() {
        return operators.output();
    }

    @Override
    public Optional<Integer> batch() {
        return operators.batch();
    }

    @Override
    public boolean saysFunctions() {
        return true;
    }

    @Override
    public void write(Path onnx, Functions functions, Progress progress) throws IOException {
        if (hindrance().isPresent()) {
            throw new IllegalStateException(hindrance().get());
        }
        operators.write(onnx, functions, progress);
    }
}
