package org.cntexplorer.format.keras;

import java.util.ArrayList;
import java.util.List;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.ModelReader;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.Probe;
import org.cntexplorer.format.lowering.InferredChain;
import org.cntexplorer.format.lowering.Lowering;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/** Reads Keras' .h5: a whole model with its configuration, or weights only. */
public final class KerasReader implements ModelReader {
    @Override
    public String format() {
        return "Keras HDF5";
    }

    @Override
    public List<String> extensions() {
        return List.of("h5", "hdf5");
    }

    @Override
    public Probe probe(MappedFile file) {
        if (HdfBytes.signature(file.bytes()) >= 0) {
            return new Probe(1, "has the HDF5 signature");
        }
        return Probe.no("has no HDF5 signature");
    }

    @Override
    public Network open(MappedFile file, OpenOptions options, Progress progress) throws ModelFormatException {
        List<String> warnings = new ArrayList<>();
        boolean[] inferred = new boolean[1];
        KerasModel.Wired wired = new HdfBytes(file.name(), file.bytes(), file.path(), file).read((hdf, tensors) -> {
            KerasWeights weights = KerasWeights.of(hdf, tensors);
            String config = KerasWeights.text(hdf, "model_config");
            inferred[0] = config.isBlank();
            return config.isBlank() 
                    ? new KerasModel.Wired(KerasWeightsOnly.operators(file.name(), hdf, weights, tensors, options.inputShape().isPresent(), warnings), List.of())
                    : new KerasModel(file.name(), "model_config", KerasWeights.text(hdf, "keras_version"), weights, warnings)
                            .wired(KerasModel.parse(file.name(), "model_config", config));
        }, progress);
        return inferred[0] ? InferredChain.network(file, format(), wired.operators(), warnings, options, progress)
                : Lowering.network(file, format(), wired.operators(), wired.outputs(), warnings, options, progress);
    }
}
