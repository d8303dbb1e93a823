package org.cntexplorer.format.pytorch;

import java.util.Optional;
import org.cntexplorer.model.Tensor;

/**
 * A tensor of a pickle.
 *
 * @param numbers empty where weights are not read from it
 * @param why continues "The tensor … ", where it is not read: "holds complex numbers"
 */
record TorchTensor(Optional<Tensor> numbers, String why) {
    static TorchTensor of(Tensor tensor) {
        return new TorchTensor(Optional.of(tensor), "");
    }

    static TorchTensor leftOut(String why) {
        return new TorchTensor(Optional.empty(), why);
    }
}
