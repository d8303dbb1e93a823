package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Shape;
import org.cntexplorer.model.Tensor;

/** Embeddings: dense from the vocabulary, whose words are the neurons of the input. */
final class EmbeddingLowering {
    private EmbeddingLowering() {}

    static void lower(Operator.Embedding embedding, Draft draft) throws ModelFormatException {
        Tensor matrix = embedding.matrix();
        if (matrix.rank() != 2 || matrix.extent(0) < 1 || matrix.extent(1) < 1
                || matrix.extent(0) > Integer.MAX_VALUE || matrix.extent(1) > Integer.MAX_VALUE) {
            throw draft.bad("the embedding \"" + Draft.clean(embedding.name()) + "\" has weights of " + Extents.of(matrix)
                    + ", not of words by features; save the model again.");
        }
        int words = (int) matrix.extent(0);
        int features = (int) matrix.extent(1);
        Value value = draft.value(embedding.input(), embedding.name());
        int input = vocabulary(value, words, embedding, draft);
        int layer = draft.addLayer(embedding.name(), "embedding", Shape.of(features));
        draft.connect(new DenseConnection(draft.nextConnection(), draft.nameOf(layer), input, layer, matrix, Orientation.SOURCE_ROWS, Optional.empty()));
        List<Integer> extents = new ArrayList<>(draft.indices(embedding.input()).orElse(value.isKnown() ? value.extents() : List.of(1, 1)));
        extents.add(features);
        draft.give(embedding.output(), Folding.repeated(layer, features, extents));
    }

    /** The input itself where nothing has settled it yet, or has as this vocabulary; else a layer of its own. */
    private static int vocabulary(Value value, int words, Operator.Embedding embedding, Draft draft) throws ModelFormatException {
        int input = value.layer();
        if (input >= 0 && draft.kindOf(input).equals("input") && (draft.neurons(input) == 0 || draft.isVocabulary(input) && draft.neurons(input) == words)) {
            draft.settle(input, Shape.of(words));
            draft.markVocabulary(input);
            return input;
        }
        int own = draft.addLayer(input < 0 ? embedding.name() + " input" : draft.nameOf(input), "input", Shape.of(words));
        draft.markVocabulary(own);
        return own;
    }
}
