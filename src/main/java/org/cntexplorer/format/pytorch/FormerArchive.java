package org.cntexplorer.format.pytorch;

import java.util.List;
import org.cntexplorer.format.ZipArchive;

/** Zip files of PyTorch that are not containers of torch.save: what they are, and what their owner can do. */
final class FormerArchive {
    private FormerArchive() {}

    /** @return continues "This file …", without its full stop */
    static String look(ZipArchive archive) {
        List<String> names = archive.entries().stream().map(ZipArchive.Entry::name).toList();
        if (isExported(names)) {
            return "is a program of torch.export, which this version does not read; save the model's state_dict() with torch.save and open that";
        }
        if (isFirstScript(names)) {
            return "is a TorchScript file of PyTorch 1.0 or 1.1, which this version does not read; load it with torch.jit.load and save it again";
        }
        if (names.stream().anyMatch(name -> name.contains(".data/extern_modules"))) {
            return "is a package of torch.package, which this version does not read; save the model's state_dict() with torch.save and open that";
        }
        return "is a zip file without the data.pkl that PyTorch writes; save the model again with torch.save";
    }

    /** Whether it is one of those that are known. */
    static boolean isKnown(ZipArchive archive) {
        List<String> names = archive.entries().stream().map(ZipArchive.Entry::name).toList();
        return isExported(names) || isFirstScript(names) || names.stream().anyMatch(name -> name.contains(".data/extern_modules"));
    }

    private static boolean isExported(List<String> names) {
        return names.stream().anyMatch(name -> name.endsWith("serialized_exported_program.json") || name.endsWith("/archive_format")
                || name.equals("archive_format"));
    }

    private static boolean isFirstScript(List<String> names) {
        return names.stream().anyMatch(name -> name.endsWith("/model.json")) && names.stream().anyMatch(name -> name.contains("/tensors/"));
    }
}
