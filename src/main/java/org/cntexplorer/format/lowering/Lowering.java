package org.cntexplorer.format.lowering;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/** Makes a network of a model's operators: one class an operator family, and this one, which hands out the work. */
public final class Lowering {
    private final Draft draft;
    private final OpenOptions options;
    private final Progress progress;
    /** How many operators take each value. */
    private final Map<String, Integer> takers = new HashMap<>();
    /** Whether the model looks along one axis: a matrix is then channels and positions. */
    private final boolean sequences;
    /** Whether it must know the shape of its input before anything else; dense layers look at a plain vector, whatever its shape is said to be. */
    private final boolean convolutional;

    private Lowering(Draft draft, List<Operator> operators, OpenOptions options, Progress progress) {
        this.draft = draft;
        this.options = options;
        operators.forEach(operator -> operator.inputs().forEach(value -> takers.merge(value, 1, Integer::sum)));
        this.convolutional = operators.stream().anyMatch(o -> o instanceof Operator.Convolution);
        this.sequences = operators.stream().anyMatch(o -> o instanceof Operator.Convolution c && c.stride().size() == 1);
        this.progress = progress;
    }

    /**
     * @param file the file that the weights lie in; closing the network closes it
     * @param format as in {@link Network#format()}
     * @param operators in any order
     * @param warnings what the reader had to assume
     * @throws ModelFormatException naming the operator that cannot be drawn or does not fit
     */
    public static Network network(MappedFile file, String format, List<Operator> operators, List<String> warnings, OpenOptions options,
            Progress progress) throws ModelFormatException {
        Draft draft = new Draft(file, warnings);
        Lowering lowering = new Lowering(draft, operators, options, progress);
        for (Operator operator : OperatorOrder.sorted(operators)) {
            progress.check();
            lowering.lower(operator);
        }
        return draft.network(format, options);
    }

    private void lower(Operator operator) throws ModelFormatException {
        switch (operator) {
            case Operator.Input input -> InputLowering.lower(input, draft, convolutional ? options : OpenOptions.NONE, sequences);
            case Operator.Dense dense -> DenseLowering.lower(dense, draft, progress);
            case Operator.Convolution convolution -> ConvolutionLowering.lower(convolution, draft);
            case Operator.ScaleShift scaling -> ScaleShiftLowering.lower(scaling, takers.get(scaling.input()) == 1, draft, progress);
            case Operator.Activation activation -> {
                Signal signal = draft.signal(activation.input(), activation.name());
                draft.activate(signal.layer(), activation.function());
                draft.give(activation.output(), signal);
            }
            case Operator.Pass pass -> draft.give(pass.output(), draft.signal(pass.input(), pass.name()));
            case Operator.Reshape reshape -> ReshapeLowering.lower(reshape, draft);
            case Operator.Unsupported other -> throw new ModelFormatException(draft.file().name() + ": the operator " + other.type() + " ("
                    + (other.name().isEmpty() ? "without a name" : "\"" + other.name() + "\"")
                    + ") is not drawn by this version, which opens fully connected networks; open a model without it.");
        }
    }
}
