package org.cntexplorer.format.onnx;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.onnx.Constants.Constant;
import org.cntexplorer.model.Tensor;

/** Weights that are stored as small whole numbers: (q − zero)·scale, put into memory of their own. */
final class Dequantising {
    private Dequantising() {}

    /** What a DequantizeLinear makes of constants. */
    static Optional<Constant> of(OnnxNode node, String value, Constants constants, OnnxTensors tensors) throws ModelFormatException {
        return weights(node.input(0), node.input(1), node.input(2), (int) node.whole("axis", 1), (int) node.whole("block_size", 0), constants, tensors)
                .map(made -> new Constant(value, made.tensor(), made.transposed()));
    }

    /**
     * @param scale one number, one a unit of {@code axis}, or one a block of them
     * @param zero likewise; "" for none
     * @return empty where one of them is no constant, or they do not fit
     */
    static Optional<Constant> weights(String quantised, String scale, String zero, int axis, int block, Constants constants, OnnxTensors tensors)
            throws ModelFormatException {
        Optional<Constant> from = constants.of(quantised);
        Optional<NumberArray> factors = constants.array(scale);
        Optional<NumberArray> zeros = zero.isEmpty() ? Optional.empty() : constants.array(zero);
        if (from.isEmpty() || factors.isEmpty() || !zero.isEmpty() && zeros.isEmpty() || factors.get().size() == 0) {
            return Optional.empty();
        }
        Tensor tensor = from.get().tensor();
        int rank = tensor.rank();
        int at = axis < 0 ? axis + rank : axis;
        // a matrix whose rows and columns are exchanged on the way
        at = from.get().transposed() && rank == 2 ? 1 - at : at;
        double[] s = factors.get().values();
        double[] z = zeros.map(NumberArray::values).orElse(new double[] {0});
        long after = 1;
        for (int i = Math.max(0, at) + 1; i < rank; i++) {
            after *= tensor.extent(i);
        }
        long extent = at >= 0 && at < rank ? tensor.extent(at) : 1;
        boolean blocks = s.length > 1 && block > 0;
        if (s.length > 1 && !blocks && s.length != extent || blocks && from.get().transposed() || z.length > 1 && z.length != s.length) {
            return Optional.empty();
        }
        MemorySegment floats = tensors.floats(tensor.size());
        long perBlock = blocks ? Math.ceilDiv(extent, block) : 0;
        if (blocks && s.length != tensor.size() / extent * perBlock) {
            return Optional.empty();
        }
        double[] chunk = new double[4096];
        for (long first = 0; first < tensor.size(); first += chunk.length) {
            int count = (int) Math.min(chunk.length, tensor.size() - first);
            tensor.read(first, chunk, 0, count);
            for (int i = 0; i < count; i++) {
                long element = first + i;
                long unit = element / after % extent;
                long place = s.length == 1 ? 0 : blocks ? (element / after / extent * perBlock + unit / block) * after + element % after : unit;
                OnnxTensors.set(floats, element, (chunk[i] - z[z.length == 1 ? 0 : (int) place]) * s[(int) place]);
            }
        }
        return Optional.of(new Constant(quantised, OnnxTensors.tensor(floats, Arrays.copyOf(tensor.shape(), rank)), from.get().transposed()));
    }
}
