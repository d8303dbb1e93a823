package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.List;
import org.cntexplorer.format.ModelFormatException;

/** Flatten and Reshape: the same neurons, arranged otherwise. They make no layer. */
final class ReshapeLowering {
    private ReshapeLowering() {}

    static void lower(Operator.Reshape reshape, Draft draft) throws ModelFormatException {
        Signal signal = draft.signal(reshape.input(), reshape.name());
        int neurons = draft.neurons(signal.layer());
        List<Integer> extents = reshape.extents();
        if (neurons != 0 && !extents.isEmpty()) {
            extents = completed(extents, neurons, reshape, draft);
        } else if (neurons != 0) {
            extents = List.of(neurons);
        }
        draft.give(reshape.output(), signal.arranged(extents));
    }

    private static List<Integer> completed(List<Integer> extents, int neurons, Operator.Reshape reshape, Draft draft) throws ModelFormatException {
        List<Integer> whole = new ArrayList<>(extents);
        long known = 1;
        for (int extent : extents) {
            known *= extent < 0 ? 1 : extent;
        }
        int rest = whole.indexOf(-1);
        if (rest >= 0 && known > 0 && neurons % known == 0) {
            whole.set(rest, (int) (neurons / known));
            known = neurons;
        }
        if (known != neurons || whole.stream().anyMatch(extent -> extent < 1)) {
            throw draft.bad("\"" + reshape.name() + "\" makes " + Extents.of(extents) + " of " + neurons + " neurons; save the model again.");
        }
        return whole;
    }
}
