package org.cntexplorer.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.keras.KerasWeights.Weight;
import org.cntexplorer.model.Tensor;

/** Where the weights of a model's layers lie; each kind of Keras file has its own arrangement. */
interface LayerWeights {
    /**
     * The weights of a layer, in order; none where the file has none.
     *
     * @param layer the layer's description, as it stands in the model's
     * @param group the name of the layer of the outermost model that it belongs to, "" for a layer of the outermost model itself
     * @throws ModelFormatException where they are kept in a way that is not read
     */
    List<Weight> of(JsonNode layer, String group) throws ModelFormatException;

    /** @throws ModelFormatException where the file does not hold its numbers */
    Tensor tensor(Weight weight) throws ModelFormatException;
}
