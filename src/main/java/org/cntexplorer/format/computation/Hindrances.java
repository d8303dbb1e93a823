package org.cntexplorer.format.computation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;

/** Why an operator cannot be run, although its links are known. */
public final class Hindrances {
    private Hindrances() {}

    /** Why a model that takes nothing cannot be run on data. */
    public static Optional<String> ofInputs(List<?> taken) {
        return taken.isEmpty() ? Optional.of("The network cannot be run, because it takes nothing that could be samples; its links are right all the same. "
                + "Export it with an input.") : Optional.empty();
    }

    static Optional<String> of(Operator operator, Map<String, List<Integer>> extents, SampleAxes axes) {
        return reason(operator, extents, axes).map(reason -> "The network cannot be run, because " + reason + " (\"" + ModelFormatException.shown(operator.name())
                + "\"); its links are right all the same. Export the model as ONNX, which is run as it is.");
    }

    private static Optional<String> reason(Operator operator, Map<String, List<Integer>> extents, SampleAxes axes) {
        return switch (operator) {
            case Operator.Pooling pooling -> told(pooling.pool(), "the file does not say how it pools");
            case Operator.AdaptivePooling pooling -> pooling.pool().isEmpty() ? Optional.of("the file does not say how it pools")
                    : AdaptiveNodes.canBe(pooling, extents.get(pooling.input())) ? Optional.empty()
                    : Optional.of("its windows differ in size");
            case Operator.Mean mean -> told(mean.pool(), "the file does not say how it pools");
            case Operator.ScaleShift scaling when !scaling.foldable() -> told(scaling.before(), "it is not known how its " + scaling.kind() + " is computed");
            case Operator.ScaleShift scaling -> extents.containsKey(scaling.input()) ? Optional.empty() : Optional.of("the size of what it scales is not known");
            case Operator.Recurrent recurrent -> recurrent.recurrence().isEmpty() ? Optional.of("it is not known how its gates work together")
                    : recurrent.timeAxis() == axes.of(recurrent.input()) ? Optional.of("its steps stand where the samples do") : RecurrentNodes.hindrance(recurrent);
            case Operator.Attention attention -> told(attention.formula(), "it is not known how its attention is computed");
            case Operator.Activation activation -> activation.formula().isPresent() || FunctionsByName.knows(activation.function()) ? Optional.empty()
                    : Optional.of("the function " + ModelFormatException.shown(activation.function()) + " is not known well enough");
            case Operator.Pass pass -> pass.doing().isEmpty() ? Optional.empty() : told(pass.formula(), "it is not known how to compute " + ModelFormatException.shown(pass.doing()));
            case Operator.Block block -> told(block.formula(), "the operator " + ModelFormatException.shown(block.type()) + " is drawn as a block and not known");
            case Operator.Take take when take.formula().isEmpty() && OperatorNodes.isOfBatch(take, extents, axes) && (take.dropAxis() || take.places().length != 1) ->
                    Optional.of("it takes samples apart");
            case Operator.Reshape reshape when !axes.keeps(reshape) -> Optional.of("it puts samples and other numbers along one axis");
            case Operator.Constant constant -> told(constant.numbers(), "a constant's numbers are not kept");
            default -> Optional.empty();
        };
    }

    private static Optional<String> told(Optional<?> what, String otherwise) {
        return what.isPresent() ? Optional.empty() : Optional.of(otherwise);
    }
}
