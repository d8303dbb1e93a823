package org.cntexplorer.format.safetensors;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.ModelReader;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.Probe;
import org.cntexplorer.format.lowering.InferredChain;
import org.cntexplorer.format.lowering.NamedTensor;
import org.cntexplorer.format.lowering.WeightChain;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/**
 * Reads .safetensors: weights in place, named, without the model. How they are wired is inferred from their names and shapes. A model in
 * several files is opened by its index, or by any of the files beside the index.
 */
public final class SafetensorsReader implements ModelReader {
    @Override
    public String format() {
        return "safetensors";
    }

    @Override
    public List<String> extensions() {
        return List.of("safetensors", ShardIndex.ENDING.substring(1));
    }

    @Override
    public Probe probe(MappedFile file) {
        boolean named = file.name().toLowerCase(Locale.ROOT).endsWith(".safetensors");
        if (Header.begins(file.bytes())) {
            boolean whole = Header.length(file.bytes()) <= file.size() - 8;
            return whole ? new Probe(named ? 1 : 0.9, "begins with the header of a safetensors file")
                    : named ? new Probe(0.5, "begins as a safetensors file does") : Probe.no("only its first bytes are as in a safetensors file");
        }
        return ShardIndex.begins(file.name(), file.bytes()) ? new Probe(0.9, "is the index of a model in several files")
                : Probe.no("does not begin with the header of a safetensors file");
    }

    @Override
    public Network open(MappedFile file, OpenOptions options, Progress progress) throws ModelFormatException {
        progress.report(-1, "Reading the header of " + file.name());
        List<NamedTensor> tensors = tensors(file, progress);
        List<String> warnings = new ArrayList<>();
        List<Operator> operators = WeightChain.operators(file.name(), tensors, WeightChain.Listing.IN_NO_ORDER, options, warnings);
        return InferredChain.network(file, format(), operators, warnings, options, progress);
    }

    private static List<NamedTensor> tensors(MappedFile file, Progress progress) throws ModelFormatException {
        Optional<Path> index = Header.begins(file.bytes()) ? ShardIndex.beside(file.path()) : Optional.of(file.path());
        if (index.isPresent()) {
            return new Shards(file, index.get()).tensors(progress);
        }
        Optional<String> part = ShardIndex.part(file.path());
        if (part.isPresent()) {
            throw new ModelFormatException(file.name() + " is part " + part.get() + " of a model, without the index of the parts; put the file *"
                    + ShardIndex.ENDING + " beside it.");
        }
        return TensorData.of(file.name(), file.bytes());
    }
}
