package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.List;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Convolution;
import org.cntexplorer.model.ConvolutionGeometry;

/** Convolutions and their transposes: a layer of channels and a connection into it. */
final class ConvolutionLowering {
    private ConvolutionLowering() {}

    static void lower(Operator.Convolution convolution, Draft draft) throws ModelFormatException {
        Signal signal = draft.signal(convolution.input(), convolution.name());
        int axes = convolution.stride().size();
        List<Integer> arranged = signal.extents();
        if (arranged.isEmpty() && draft.neurons(signal.layer()) == 0) {
            throw draft.bad("the convolution \"" + convolution.name() + "\" must know the size of its input, which the file does not say; "
                    + "give it (--input-shape C,H,W).");
        }
        if (arranged.size() != axes + 1) {
            throw draft.bad("the convolution \"" + convolution.name() + "\" has " + axes + " axes, but what comes before it is "
                    + Extents.of(arranged) + "; save the model again.");
        }
        int channels = convolution.channelLast() ? arranged.getLast() : arranged.getFirst();
        List<Integer> positions = convolution.channelLast() ? arranged.subList(0, axes) : arranged.subList(1, axes + 1);
        NeuronOrder expected = convolution.channelLast() ? new NeuronOrder(product(positions), channels) : NeuronOrder.SAME;
        if (!(signal.order().equals(expected) || signal.order().isSame() && expected.isSame())) {
            throw draft.bad("the convolution \"" + convolution.name() + "\" takes its channels in another order than what comes before it gives "
                    + "them, which this version does not draw; open a model without it.");
        }
        try {
            connect(convolution, draft, signal, channels, positions);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ModelFormatException(draft.file().name() + ": the convolution \"" + convolution.name() + "\" does not fit what comes before it ("
                    + e.getMessage() + "); save the model again.", e);
        }
    }

    private static int product(List<Integer> extents) {
        return extents.stream().reduce(1, Math::multiplyExact);
    }

    private static void connect(Operator.Convolution convolution, Draft draft, Signal signal, int channels, List<Integer> positions)
            throws ModelFormatException {
        ConvolutionExtents extents = ConvolutionExtents.of(convolution, positions);
        long perChannel = (long) channels * product(convolution.taps());
        long more = convolution.kernel().size() * convolution.groups();
        if (perChannel == 0 || more % perChannel != 0 || more / perChannel > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(convolution.kernel().size() + " weights for " + channels + " channels");
        }
        int given = (int) (more / perChannel);
        ConvolutionGeometry geometry = convolution.transposed()
                ? new ConvolutionGeometry(given, channels, convolution.groups(), extents.output(), positions, convolution.taps(), convolution.stride(),
                        convolution.dilation(), extents.begin())
                : new ConvolutionGeometry(channels, given, convolution.groups(), positions, extents.output(), convolution.taps(), convolution.stride(),
                        convolution.dilation(), extents.begin());
        List<Integer> shape = new ArrayList<>(extents.output());
        shape.addFirst(given);
        String kind = convolution.transposed() ? "transposed convolution" : "convolution";
        int layer = draft.addLayer(convolution.name(), kind, draft.shape(shape, convolution.name()));
        draft.connect(new Convolution(draft.nextConnection(), draft.nameOf(layer), signal.layer(), layer, convolution.kernel(), convolution.layout(),
                geometry, convolution.transposed(), convolution.bias()));
        List<Integer> arranged = new ArrayList<>(extents.output());
        if (convolution.channelLast()) {
            arranged.addLast(given);
        } else {
            arranged.addFirst(given);
        }
        draft.give(convolution.output(), new Signal(layer, arranged,
                convolution.channelLast() ? new NeuronOrder(product(extents.output()), given) : NeuronOrder.SAME));
    }
}
