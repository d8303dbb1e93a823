package org.cntexplorer.format.numpy;

import java.util.List;
import org.cntexplorer.format.lowering.NamedTensor;

/** An array of numbers and what the file calls it ("" where it does not). */
record NamedArray(String name, NumpyArray.Numbers numbers) {
    static List<NamedTensor> tensors(List<NamedArray> arrays) {
        return arrays.stream().map(array -> new NamedTensor(array.name(), array.numbers().tensor(), array.numbers().columnMajor())).toList();
    }
}
