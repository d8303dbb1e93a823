package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.cntexplorer.format.operator.Operator;

/** An operator with other values to take. */
final class Rewired {
    private Rewired() {}

    /** @param as what is taken in the place of each value */
    static Operator taking(Operator operator, UnaryOperator<String> as) {
        return switch (operator) {
            case Operator.Dense o -> new Operator.Dense(o.name(), as.apply(o.input()), o.output(), o.matrix(), o.orientation(), o.bias());
            case Operator.Convolution o -> new Operator.Convolution(o.name(), as.apply(o.input()), o.output(), o.kernel(), o.layout(), o.groups(), o.taps(), o.stride(),
                    o.dilation(), o.padding(), o.begin(), o.end(), o.more(), o.transposed(), o.channelLast(), o.bias());
            case Operator.Pooling o -> new Operator.Pooling(o.name(), as.apply(o.input()), o.output(), o.taps(), o.stride(), o.dilation(), o.padding(), o.begin(),
                    o.end(), o.ceil(), o.channelLast(), o.pool());
            case Operator.AdaptivePooling o -> new Operator.AdaptivePooling(o.name(), as.apply(o.input()), o.output(), o.extents(), o.channelLast(), o.pool());
            case Operator.Mean o -> new Operator.Mean(o.name(), as.apply(o.input()), o.output(), o.axes(), o.keepAxes(), o.pool());
            case Operator.ScaleShift o -> new Operator.ScaleShift(o.name(), o.kind(), as.apply(o.input()), o.output(), o.foldable(), o.axis(), o.scale(), o.shift(),
                    o.before());
            case Operator.Recurrent o -> new Operator.Recurrent(o.name(), o.kind(), o.gates(), as.apply(o.input()), o.timeAxis(), o.sequence(), o.last(), o.states(),
                    o.inputMatrix(), o.recurrentMatrix(), o.orientation(), o.inputBias(), o.recurrentBias(), o.activation(), o.recurrence());
            case Operator.Embedding o -> new Operator.Embedding(o.name(), as.apply(o.input()), o.output(), o.matrix());
            case Operator.Sum o -> new Operator.Sum(o.name(), all(o.inputs(), as), o.output());
            case Operator.Concatenation o -> new Operator.Concatenation(o.name(), all(o.inputs(), as), o.output(), o.axis());
            case Operator.Activation o -> new Operator.Activation(o.name(), as.apply(o.input()), o.output(), o.function(), o.formula());
            case Operator.Pass o -> new Operator.Pass(o.name(), as.apply(o.input()), o.output(), o.doing(), o.formula());
            case Operator.Reshape o -> new Operator.Reshape(o.name(), as.apply(o.input()), o.output(), o.extents());
            case Operator.Transpose o -> new Operator.Transpose(o.name(), as.apply(o.input()), o.output(), o.order());
            case Operator.Take o -> new Operator.Take(o.name(), as.apply(o.input()), o.output(), o.axis(), o.places(), o.dropAxis());
            case Operator.Expand o -> new Operator.Expand(o.name(), as.apply(o.input()), o.output(), o.extents());
            case Operator.Pad o -> new Operator.Pad(o.name(), as.apply(o.input()), o.output(), o.begin(), o.end(), o.formula());
            case Operator.Block o -> new Operator.Block(o.name(), o.type(), all(o.inputs(), as), o.outputs(), o.extents(), o.units(), o.formula());
            case Operator.Attention o -> new Operator.Attention(o.name(), as.apply(o.query()), as.apply(o.key()), as.apply(o.value()), o.output(), o.formula());
            // its operators know the values by their former names
            case Operator.Deferred o -> new Operator.Deferred(o.name(), all(o.inputs(), as), o.outputs(), extents -> {
                List<Operator> told = new ArrayList<>();
                o.inputs().stream().distinct().filter(value -> !value.equals(as.apply(value))).forEach(value ->
                        told.add(new Operator.Pass(o.name(), as.apply(value), value)));
                told.addAll(o.telling().operators(extents));
                return told;
            });
            case Operator.Input o -> o;
            case Operator.Constant o -> o;
        };
    }

    private static List<String> all(List<String> values, UnaryOperator<String> as) {
        return values.stream().map(as).toList();
    }
}
