package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.List;

/** An operator of a chain with another value to take. */
final class Rewired {
    private Rewired() {}

    static Operator taking(Operator operator, String value) {
        return switch (operator) {
            case Operator.Dense o -> new Operator.Dense(o.name(), value, o.output(), o.matrix(), o.orientation(), o.bias());
            case Operator.Convolution o -> new Operator.Convolution(o.name(), value, o.output(), o.kernel(), o.layout(), o.groups(), o.taps(), o.stride(),
                    o.dilation(), o.padding(), o.begin(), o.end(), o.more(), o.transposed(), o.channelLast(), o.bias());
            case Operator.Pooling o -> new Operator.Pooling(o.name(), value, o.output(), o.taps(), o.stride(), o.dilation(), o.padding(), o.begin(),
                    o.end(), o.ceil(), o.channelLast());
            case Operator.AdaptivePooling o -> new Operator.AdaptivePooling(o.name(), value, o.output(), o.extents(), o.channelLast());
            case Operator.Mean o -> new Operator.Mean(o.name(), value, o.output(), o.axes(), o.keepAxes());
            case Operator.ScaleShift o -> new Operator.ScaleShift(o.name(), o.kind(), value, o.output(), o.foldable(), o.axis(), o.scale(), o.shift());
            case Operator.Recurrent o -> new Operator.Recurrent(o.name(), o.kind(), o.gates(), value, o.timeAxis(), o.sequence(), o.last(), o.states(),
                    o.inputMatrix(), o.recurrentMatrix(), o.orientation(), o.inputBias(), o.recurrentBias(), o.activation());
            case Operator.Embedding o -> new Operator.Embedding(o.name(), value, o.output(), o.matrix());
            case Operator.Sum o -> new Operator.Sum(o.name(), List.of(value), o.output());
            case Operator.Concatenation o -> new Operator.Concatenation(o.name(), List.of(value), o.output(), o.axis());
            case Operator.Activation o -> new Operator.Activation(o.name(), value, o.output(), o.function());
            case Operator.Pass o -> new Operator.Pass(o.name(), value, o.output());
            case Operator.Reshape o -> new Operator.Reshape(o.name(), value, o.output(), o.extents());
            case Operator.Transpose o -> new Operator.Transpose(o.name(), value, o.output(), o.order());
            case Operator.Take o -> new Operator.Take(o.name(), value, o.output(), o.axis(), o.places(), o.dropAxis());
            case Operator.Expand o -> new Operator.Expand(o.name(), value, o.output(), o.extents());
            case Operator.Pad o -> new Operator.Pad(o.name(), value, o.output(), o.begin(), o.end());
            case Operator.Block o -> new Operator.Block(o.name(), o.type(), List.of(value), o.outputs(), o.extents(), o.units());
            case Operator.Attention o -> new Operator.Attention(o.name(), value, value, value, o.output());
            // its operators know the value by its former name
            case Operator.Deferred o -> new Operator.Deferred(o.name(), List.of(value), o.outputs(), extents -> {
                List<Operator> told = new ArrayList<>(o.telling().operators(extents));
                told.addFirst(new Operator.Pass(o.name(), value, o.inputs().getFirst()));
                return told;
            });
            case Operator.Input o -> o;
            case Operator.Constant o -> o;
        };
    }
}
