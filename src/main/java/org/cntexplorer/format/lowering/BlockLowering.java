package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Block;
import org.cntexplorer.model.Shape;

/** What depends on the data, or is not known: a layer of its own, joined to what it takes by blocks that no metric counts. */
final class BlockLowering {
    private BlockLowering() {}

    static void lower(Operator.Block block, Draft draft) throws ModelFormatException {
        List<Value> values = new ArrayList<>();
        for (String input : block.inputs()) {
            // an unknown operator may take what is no value at all
            draft.find(input).ifPresent(values::add);
        }
        List<Integer> extents = block.extents().isEmpty() && block.units().isPresent() ? List.of(1, block.units().getAsInt()) : block.extents();
        if (extents.isEmpty() && block.units().isEmpty() && !values.isEmpty() && values.getFirst().isKnown()) {
            extents = values.getFirst().extents();
        }
        int layer = give(block.name().isEmpty() ? block.type() : block.name(), "block", values, extents, block.outputs(), draft);
        draft.warnOfBlock(block.type(), block.name(), layer);
    }

    /** The layer of a block, which gives all its values. */
    private static int give(String name, String kind, List<Value> values, List<Integer> extents, List<String> outputs, Draft draft) throws ModelFormatException {
        Shape shape = null;
        if (!extents.isEmpty()) {
            List<Integer> bare = new ArrayList<>(extents);
            while (bare.size() > 1 && bare.getFirst() == 1) {
                bare.removeFirst();
            }
            shape = draft.shape(bare, name);
        }
        Optional<Value> like = SumLowering.wholeLayer(values, extents, draft);
        if (like.isPresent()) {
            // as many neurons, in the order of those that it takes
            int layer = draft.addLayer(name, kind, draft.shapeOf(like.get().layer()));
            join(values, layer, draft);
            outputs.forEach(output -> draft.give(output, like.get().moveTo(layer).passed()));
            return layer;
        }
        int layer = draft.addLayer(name, kind, shape);
        join(values, layer, draft);
        for (String output : outputs) {
            draft.give(output, shape == null ? Value.unknown(layer) : Value.of(layer, shape.neurons(), extents, false));
        }
        return layer;
    }

    private static void join(List<Value> values, int layer, Draft draft) {
        values.stream().flatMap(value -> value.sources().stream()).mapToInt(Value.Source::layer).distinct().forEach(from ->
                draft.connect(new Block(draft.nextConnection(), draft.nameOf(layer), "block", from, layer, draft.neurons(from), draft.neurons(layer))));
    }

    /** An operator whose extents hang on those of a block that are not known. */
    static void unsized(Operator operator, String type, Draft draft) throws ModelFormatException {
        lower(new Operator.Block(operator.name(), type, operator.inputs(), operator.outputs(), List.of(), OptionalInt.empty()), draft);
    }

    /** A value of a block, whose extents are but assumed, with as many features as the weights behind it say: another block where it has others. */
    static Value fitting(Value value, int features, String taker, Draft draft) throws ModelFormatException {
        boolean fits = value.rank() > 0 && value.extents().getLast() == features;
        if (fits || !draft.isBlock(value.layer())) {
            return value;
        }
        int layer = draft.addLayer(taker + " input", "block", Shape.of(features));
        join(List.of(value), layer, draft);
        return Value.of(layer, features, List.of(1, features), false);
    }

    /** A value whose layer told no extents: it is one neuron, as long as no weights say otherwise. */
    static Value sized(Value value, int rank, String taker, Draft draft) throws ModelFormatException {
        if (value.isKnown()) {
            return value;
        }
        if (!draft.isBlock(value.layer())) {
            throw draft.unknownSize("\"" + Draft.clean(taker) + "\" must know the size of \"" + draft.nameOf(value.layer()) + "\"");
        }
        if (draft.neurons(value.layer()) == 0) {
            draft.settle(value.layer(), Shape.of(1));
        }
        List<Integer> ones = new ArrayList<>(java.util.Collections.nCopies(rank, 1));
        ones.set(rank - 1, draft.neurons(value.layer()));
        return Value.of(value.layer(), draft.neurons(value.layer()), ones, false);
    }

    /** Attention: the features of the values, mixed over the tokens. Each head's features are neurons, the same for every token. */
    static void lower(Operator.Attention attention, Draft draft) throws ModelFormatException {
        Value query = draft.value(attention.query(), attention.name());
        Value key = draft.value(attention.key(), attention.name());
        Value value = draft.value(attention.value(), attention.name());
        if (!value.isKnown() || value.rank() < 2) {
            lower(new Operator.Block(attention.name(), "Attention", attention.inputs(), attention.outputs(), List.of(), OptionalInt.empty()), draft);
            return;
        }
        int rank = value.rank();
        int features = value.extents().getLast();
        int tokens = query.isKnown() && query.rank() == rank ? query.extents().get(rank - 2) : value.extents().get(rank - 2);
        List<Integer> extents = new ArrayList<>(value.extents());
        extents.set(rank - 2, tokens);
        int heads = Value.size(extents.subList(0, rank - 2));
        int neurons = Math.multiplyExact(heads, features);
        int layer = draft.addLayer(attention.name(), "attention", heads > 1 ? Shape.of(heads, features) : Shape.of(features));
        join(List.of(query, key, value), layer, draft);
        int[] units = Value.moved((long) neurons * tokens);
        for (int i = 0; i < units.length; i++) {
            units[i] = i / features / tokens * features + i % features;
        }
        draft.give(attention.output(), Value.of(layer, neurons, extents, units, false));
    }
}
