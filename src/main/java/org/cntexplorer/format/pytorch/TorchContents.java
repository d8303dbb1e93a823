package org.cntexplorer.format.pytorch;

import java.util.Map;
import java.util.Set;
import org.cntexplorer.format.pickle.Pickled;

/**
 * What a container of PyTorch holds.
 *
 * @param root the object that was saved
 * @param called the paths of the functions and classes that the pickle wants called; none was
 * @param code the archived source of a TorchScript model, by the path of its file below code/; empty otherwise
 * @param constants tensors of that source, in a tuple; None otherwise
 */
record TorchContents(Pickled root, Set<String> called, Storages storages, Map<String, String> code, Pickled constants) {}
