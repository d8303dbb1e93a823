package org.cntexplorer.format.numpy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.ModelReader;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.Probe;
import org.cntexplorer.format.lowering.InferredChain;
import org.cntexplorer.format.lowering.WeightChain;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/** Reads .npy: a pickled array of arrays {@code [W0,b0,W1,b1,…]}, or one matrix. Paper A's and B's authors save their networks so. */
public final class NumpyReader implements ModelReader {
    @Override
    public String format() {
        return "NumPy";
    }

    @Override
    public List<String> extensions() {
        return List.of("npy");
    }

    @Override
    public Probe probe(MappedFile file) {
        if (NpyHeader.startsWithMagic(file.bytes())) {
            return new Probe(1, "starts with the NumPy signature");
        }
        return file.name().toLowerCase(Locale.ROOT).endsWith(".npy") ? new Probe(0, "is named .npy but does not start with the NumPy signature")
                : Probe.no("does not start with the NumPy signature");
    }

    @Override
    public Network open(MappedFile file, OpenOptions options, Progress progress) throws ModelFormatException {
        List<String> warnings = new ArrayList<>();
        List<NamedArray> arrays = NpyFile.read(file.name(), "", file.bytes(), file.arena(), warnings, progress);
        boolean named = arrays.stream().anyMatch(array -> !array.name().isEmpty());
        List<Operator> operators = WeightChain.operators(file.name(), NamedArray.tensors(stacked(arrays)),
                named ? WeightChain.Listing.IN_FILE_ORDER : WeightChain.Listing.UNNAMED, options, warnings);
        return InferredChain.network(file, format(), operators, warnings, options, progress);
    }

    /** A list of square matrices of one size is saved by NumPy as one array of three extents. */
    private static List<NamedArray> stacked(List<NamedArray> arrays) {
        NumpyArray.Numbers only = arrays.size() == 1 ? arrays.getFirst().numbers() : null;
        if (only == null || only.columnMajor() || only.shape().length != 3 || only.shape()[1] != only.shape()[2] || only.shape()[0] > 1000) {
            return arrays;
        }
        long bytes = only.data().byteSize() / Math.max(1, only.shape()[0]);
        List<NamedArray> matrices = new ArrayList<>();
        for (int i = 0; i < only.shape()[0]; i++) {
            matrices.add(new NamedArray("", new NumpyArray.Numbers(only.type(), only.order(), only.data().asSlice(i * bytes, bytes),
                    new long[] {only.shape()[1], only.shape()[2]}, false)));
        }
        return matrices;
    }
}
