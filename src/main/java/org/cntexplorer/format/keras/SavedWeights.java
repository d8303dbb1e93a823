package org.cntexplorer.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cntexplorer.format.ModelFormatException;

/** The weights of a SavedModel, which are named by their layers: "dense/kernel:0", "lstm/lstm_cell/kernel:0". */
final class SavedWeights implements LayerWeights {
    private static final int DEEPEST = 8;

    private final Map<String, List<Weight>> byLayer = new HashMap<>();

    SavedWeights(List<VariableBundle.Variable> variables) {
        for (VariableBundle.Variable variable : variables) {
            Weight weight = new Weight(variable.name(), LayerWeights.roleOf(variable.name()), variable.numbers());
            int end = variable.name().lastIndexOf('/');
            for (int depth = 0; end > 0 && depth < DEEPEST; depth++) {
                byLayer.computeIfAbsent(variable.name().substring(0, end), layer -> new ArrayList<>()).add(weight);
                end = variable.name().lastIndexOf('/', end - 1);
            }
        }
    }

    @Override
    public List<Weight> of(JsonNode layer, String group) throws ModelFormatException {
        String name = KerasNodes.name(layer);
        List<Weight> inGroup = byLayer.get(group + "/" + name);
        return inGroup == null ? byLayer.getOrDefault(name, List.of()) : inGroup;
    }
}
