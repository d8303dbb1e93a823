package org.cntexplorer.format.pytorch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.Formula.Step;

/** What attention computes of queries, keys and values, whose last axes are tokens and features. */
final class Attending {
    private Attending() {}

    /** Queries times keys: the value "scores". @param rank of both */
    static Formula scores(int rank) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
        Collections.swap(order, rank - 2, rank - 1);
        return Formula.empty().then(new Step("Transpose", List.of("in1"), List.of("keys"), Map.of("perm", order))).then("MatMul", "scores", "in0", "keys");
    }

    /** softmax(Q·Kᵀ·scale)·V. @param causal whether no query sees a key behind its own place */
    static Formula scaled(int rank, double scale, boolean causal) {
        Formula formula = scores(rank).with("scale", scale).then("Mul", "scaled", "scores", "scale");
        if (causal) {
            formula = formula.with("one", 1).with("never", Float.NEGATIVE_INFINITY).then("Shape", "extents", "scaled").then("Expand", "ones", "one", "extents")
                    .then(new Step("Trilu", List.of("ones"), List.of("before"), Map.of("upper", 0)))
                    .then(new Step("Cast", List.of("before"), List.of("seen"), Map.of("to", 9))).then("Where", "masked", "seen", "scaled", "never");
        }
        return formula.then(new Step("Softmax", List.of(causal ? "masked" : "scaled"), List.of("shares"), Map.of("axis", -1)))
                .then("MatMul", "out0", "shares", "in2");
    }
}
