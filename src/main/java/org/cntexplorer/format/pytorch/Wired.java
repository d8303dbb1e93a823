package org.cntexplorer.format.pytorch;

import java.util.List;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.lowering.Operator;
import org.cntexplorer.format.lowering.WeightChain;
import org.cntexplorer.format.pytorch.TorchGraph.Halving;
import org.cntexplorer.format.pytorch.TorchGraph.Misfit;
import org.cntexplorer.progress.Progress;

/**
 * The operators of what a file holds: of archived code as it says, of a module as its parts say, of a state_dict as its names and shapes fit.
 *
 * @param inferred whether their order stands nowhere in the file
 */
record Wired(List<Operator> operators, boolean inferred) {
    /**
     * @param source the file's name, for messages
     * @param warnings gets what had to be assumed
     */
    static Wired of(String source, TorchContents contents, FoundState state, TorchTensors tensors, List<String> warnings, OpenOptions options,
            Progress progress) throws ModelFormatException {
        if (state.module().isPresent()) {
            try {
                return contents.code().isEmpty() ? module(source, state.module().get(), tensors, warnings, options, progress)
                        : script(source, contents, state.module().get(), tensors, warnings, options, progress);
            } catch (Misfit misfit) {
                warnings.add((contents.code().isEmpty() ? "The modules do not fit one another as they were registered" : "The model's code could not be followed")
                        + " (" + misfit.getMessage() + "); the wiring is inferred from the weights alone.");
            }
        }
        return new Wired(WeightChain.operators(source, state.tensors(), state.named() ? WeightChain.Listing.IN_FILE_ORDER : WeightChain.Listing.UNNAMED,
                options, warnings), true);
    }

    private static Wired script(String source, TorchContents contents, TorchModule module, TorchTensors tensors, List<String> warnings, OpenOptions options,
            Progress progress) throws Misfit, ModelFormatException {
        ScriptRun script = new ScriptRun(contents.code(), tensors, contents.constants());
        SizedModel model = SizedModel.of(source, graph -> script.wire(module, graph), List.of(Halving.NOWHERE), options, progress);
        warnings.addAll(model.notes());
        return new Wired(model.operators(), false);
    }

    private static Wired module(String source, TorchModule module, TorchTensors tensors, List<String> warnings, OpenOptions options, Progress progress)
            throws Misfit, ModelFormatException {
        ModuleWiring wiring = new ModuleWiring(tensors);
        wiring.wire(module, new TorchGraph(List.of(), Halving.NOWHERE));
        SizedModel model = SizedModel.of(source, graph -> wiring.wire(module, graph), wiring.isInferred() ? Halving.LIKELY : List.of(Halving.NOWHERE),
                options, progress);
        warnings.addAll(model.notes());
        return new Wired(model.operators(), wiring.isInferred());
    }
}
