package org.cntexplorer.format.pytorch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.ModelReader;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.Probe;
import org.cntexplorer.format.ZipArchive;
import org.cntexplorer.format.lowering.InferredChain;
import org.cntexplorer.format.lowering.Lowering;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/**
 * Reads what torch.save and torch.jit.save write: zip files, and the older containers of pickles and storages. Nothing in a pickle is ever
 * executed, and no class of it is looked for.
 */
public final class TorchReader implements ModelReader {
    private static final List<String> ENDINGS = List.of("pt", "pth", "bin", "ckpt", "ptl", "pkl");

    @Override
    public String format() {
        return "PyTorch";
    }

    @Override
    public List<String> extensions() {
        return List.of("pt", "pth", "bin", "ckpt");
    }

    @Override
    public Probe probe(MappedFile file) {
        String name = file.name().toLowerCase(Locale.ROOT);
        boolean named = ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
        if (LegacyContainer.begins(file.bytes())) {
            return new Probe(1, "starts with PyTorch's magic number");
        }
        if (!ZipArchive.startsWithMagic(file.bytes())) {
            return Probe.no("is neither a zip file nor starts with PyTorch's magic number");
        }
        try {
            ZipArchive archive = ZipArchive.open(file.name(), file.bytes(), file.arena());
            if (ZipContainer.pickle(archive).isPresent()) {
                return new Probe(1, "is a zip file of a data.pkl");
            }
            return FormerArchive.isKnown(archive) ? new Probe(0.6, "is a zip file that PyTorch wrote, without a data.pkl")
                    : Probe.no("is a zip file without a data.pkl");
        } catch (ModelFormatException e) {
            return named ? new Probe(0.5, "is a damaged zip file named as PyTorch's files are") : Probe.no("is a damaged zip file");
        }
    }

    @Override
    public Network open(MappedFile file, OpenOptions options, Progress progress) throws ModelFormatException {
        progress.report(-1, "Reading " + file.name());
        TorchContents contents = LegacyContainer.begins(file.bytes()) ? LegacyContainer.read(file, progress) : ZipContainer.read(file, progress);
        TorchTensors tensors = new TorchTensors(file.name(), contents.storages(), file.arena(), file.size(), progress);
        List<String> warnings = new ArrayList<>();
        Optional<String> called = CalledCode.suspicious(contents.called());
        FoundState state;
        try {
            state = new StateFinder(file.name(), tensors, warnings).find(contents.root());
        } catch (ModelFormatException e) {
            if (called.isPresent()) {
                throw new ModelFormatException(file.name() + " asks Python to call " + called.get() + "; nothing was run, because a model is plain tensors:"
                        + " save its state_dict(), and do not load this file in Python unless you trust it.", e);
            }
            throw e;
        }
        called.ifPresent(path -> warnings.add("The file asks Python to call " + path + "; nothing was run, but do not load it in Python unless you trust it."));
        Wired wired = Wired.of(file.name(), contents, state, tensors, warnings, options, progress);
        Network network = wired.inferred() ? InferredChain.network(file, format(), wired.operators(), warnings, options, progress)
                : Lowering.network(file, format(), wired.operators(), warnings, options, progress);
        return contents.code().isEmpty() ? network
                : network.computation().map(how -> network.computedBy(new ScriptComputation(how, file.path(), !wired.inferred()))).orElse(network);
    }
}
