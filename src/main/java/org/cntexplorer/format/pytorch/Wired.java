package org.cntexplorer.format.pytorch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.lowering.WeightChain;
import org.cntexplorer.format.operator.Operator;
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
                String what = contents.code().isEmpty() ? "The modules do not fit one another as they were registered" : "The model's code could not be followed";
                List<String> more = new ArrayList<>(List.of(what + " (" + misfit.getMessage() + "); the wiring is inferred from the weights alone."));
                try {
                    Wired chain = chain(source, state, options, more);
                    warnings.addAll(more);
                    return chain;
                } catch (ModelFormatException e) {
                    throw new ModelFormatException(source + ": " + what.substring(0, 1).toLowerCase(Locale.ROOT) + what.substring(1) + " (" + misfit.getMessage()
                            + "); export the model as ONNX and open that.", e);
                }
            }
        }
        return chain(source, state, options, warnings);
    }

    private static Wired chain(String source, FoundState state, OpenOptions options, List<String> warnings) throws ModelFormatException {
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
        TorchGraph first = new TorchGraph(List.of(), Halving.NOWHERE);
        first.mend();
        wiring.wire(module, first);
        boolean inferred = wiring.isInferred();
        SizedModel model;
        try {
            model = SizedModel.of(source, graph -> wiring.wire(module, graph), inferred ? Halving.LIKELY : List.of(Halving.NOWHERE), options, progress);
        } catch (Misfit misfit) {
            if (!inferred) {
                throw misfit;
            }
            model = SizedModel.of(source, graph -> {
                graph.mend();
                wiring.wire(module, graph);
            }, List.of(Halving.NOWHERE), options, progress);
        }
        warnings.addAll(model.notes());
        return new Wired(model.operators(), inferred);
    }
}
