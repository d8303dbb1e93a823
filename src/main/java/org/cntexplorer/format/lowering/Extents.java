package org.cntexplorer.format.lowering;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.cntexplorer.model.Tensor;

/** Extents as a person writes them: "784×256". */
public final class Extents {
    private Extents() {}

    public static String of(long... extents) {
        return extents.length == 0 ? "one number" : Arrays.stream(extents).limit(16).mapToObj(Long::toString).collect(Collectors.joining("×"));
    }

    public static String of(Tensor tensor) {
        return of(tensor.shape());
    }

    public static String of(List<Integer> extents) {
        return of(extents.stream().mapToLong(Integer::longValue).toArray());
    }
}
