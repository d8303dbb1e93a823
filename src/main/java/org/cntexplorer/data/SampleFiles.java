package org.cntexplorer.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.numpy.NpyFile;
import org.cntexplorer.progress.Progress;

/** Opens samples by what a file holds, whatever it is called. */
public final class SampleFiles {
    private SampleFiles() {}

    /**
     * Opens samples, with their labels where there are any: in the file, beside it by their usual name, or where the choice says.
     *
     * @throws ModelFormatException where a file cannot be read, holds no samples, or labels and samples differ in number: one sentence
     */
    public static Samples open(SampleChoice choice, Progress progress) throws ModelFormatException {
        Samples samples = opened(choice, progress);
        try {
            if (choice.labels().isPresent()) {
                Path file = choice.labels().get();
                samples = Samples.labelled(samples, file.getFileName().toString(), LabelFile.read(file, progress));
            }
            return choice.rows().isEmpty() ? samples : Samples.rows(samples, LabelFile.rows(choice.rows().get(), progress));
        } catch (ModelFormatException | RuntimeException e) {
            samples.close();
            throw e;
        }
    }

    private static Samples opened(SampleChoice choice, Progress progress) throws ModelFormatException {
        if (choice.data().size() > 1) {
            for (Path file : choice.data()) {
                if (!ImageSamples.isNamedAsPicture(file)) {
                    throw new ModelFormatException(file + " is not named as a picture, and only pictures are opened several at a time; open it alone.");
                }
            }
            return ImageSamples.ofFiles(choice.data());
        }
        Path path = choice.data().getFirst();
        if (Files.isDirectory(path)) {
            return ImageSamples.ofFolder(path, progress);
        }
        DataFile file = DataFile.open(path, progress);
        Samples samples = null;
        try {
            samples = opened(file, choice, progress);
            return samples;
        } finally {
            if (samples == null) {
                file.close();
            }
        }
    }

    private static Samples opened(DataFile file, SampleChoice choice, Progress progress) throws ModelFormatException {
        return switch (FileKind.of(file)) {
            case NPY -> ArraySamples.of(file, file.name(), NpyFile.numbers(file.name(), file.bytes()), false, Optional.empty());
            case NPZ -> ofArchive(file, choice, progress);
            case IDX -> ofIdx(file, choice, progress);
            case CIFAR -> CifarSamples.of(file);
            case TABLE -> TableSamples.of(file, choice.labelColumn(), progress);
            case PICTURE -> {
                ImageSamples picture = ImageSamples.ofFiles(choice.data());
                file.close();
                yield picture;
            }
            case OTHER -> throw new ModelFormatException(file.name() + " is no file of samples that is known (NumPy, CSV, IDX, CIFAR binary, pictures); "
                    + "save the samples as .npy or .csv.");
        };
    }

    private static Samples ofArchive(DataFile file, SampleChoice choice, Progress progress) throws ModelFormatException {
        NpzFile npz = new NpzFile(file);
        String name = npz.samples(choice.array());
        Optional<String> beside = choice.labels().isPresent() ? Optional.empty() : npz.labels(name);
        Optional<SampleLabels> labels = beside.isEmpty() ? Optional.empty() : Optional.of(LabelFile.labels(file, npz, beside.get(), progress));
        NpzFile.Array array = npz.read(name, progress);
        try {
            Samples samples = ArraySamples.of(array.file(), file.name() + " (" + name + ")", array.numbers(), false, Optional.empty());
            Samples labelled = labels.isEmpty() ? samples : Samples.labelled(samples, file.name() + " (" + beside.get() + ")", labels.get());
            if (array.file() != file) {
                file.close();
            }
            return labelled;
        } catch (ModelFormatException | RuntimeException e) {
            array.file().close();
            throw e;
        }
    }

    private static Samples ofIdx(DataFile file, SampleChoice choice, Progress progress) throws ModelFormatException {
        Samples samples = ArraySamples.of(file, file.name(), IdxFile.read(file), true, Optional.empty());
        Optional<Path> beside = choice.labels().isPresent() ? Optional.empty() : IdxFile.labelsBeside(file.path());
        return beside.isEmpty() ? samples : Samples.labelled(samples, beside.get().getFileName().toString(), LabelFile.read(beside.get(), progress));
    }
}
