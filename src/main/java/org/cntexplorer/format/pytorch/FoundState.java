package org.cntexplorer.format.pytorch;

import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.lowering.NamedTensor;

/**
 * The weights of a file, wherever in it they were.
 *
 * @param module the module that was saved whole
 * @param tensors by name, in the file's order; of a module, as its state_dict() has them
 * @param named whether the tensors have names: a list of tensors has none
 */
record FoundState(Optional<TorchModule> module, List<NamedTensor> tensors, boolean named) {}
