package org.cntexplorer.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.NaturalOrder;
import org.cntexplorer.progress.Progress;

/**
 * Picture files, in colour unless those that are looked at are all grey, each read when it is asked for. Those of another size than the first are
 * made to have that of the first, or what {@link #sized} asks for.
 */
final class ImageSamples implements Samples {
    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp");
    private static final int LOOKED_AT = 32;

    private final String name;
    private final Optional<Path> folder;
    private final List<Path> files;
    private final int height;
    private final int width;
    private final int channels;
    private final Resize resize;
    private final Optional<SampleLabels> labels;

    private ImageSamples(String name, Optional<Path> folder, List<Path> files, int height, int width, int channels, Resize resize,
            Optional<SampleLabels> labels) {
        this.name = name;
        this.folder = folder;
        this.files = files;
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.resize = resize;
        this.labels = labels;
    }

    /** Whether a file is named as pictures are. */
    static boolean isNamedAsPicture(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1)) && !name.startsWith(".");
    }

    /** All pictures below a folder; their classes are the folders in it that hold them. */
    static ImageSamples ofFolder(Path folder, Progress progress) throws ModelFormatException {
        progress.report(-1, "Looking for pictures in " + folder.getFileName());
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            files = all.peek(path -> progress.check()).filter(path -> isNamedAsPicture(path) && Files.isRegularFile(path))
                    .sorted(Comparator.comparing(path -> folder.relativize(path).toString().replace('\\', '/'), NaturalOrder.OF_FILES)).toList();
        } catch (IOException | UncheckedIOException e) {
            throw new ModelFormatException(folder + " cannot be looked through (" + e.getMessage() + "); check its rights.", e);
        }
        if (files.isEmpty()) {
            throw new ModelFormatException(folder + " holds no pictures (PNG, JPEG, GIF or BMP); choose a folder of pictures, or a file of samples.");
        }
        return of(folder.getFileName() == null ? folder.toString() : folder.getFileName().toString(), Optional.of(folder), files, classes(folder, files));
    }

    private static Optional<SampleLabels> classes(Path folder, List<Path> files) {
        List<String> names = files.stream().map(file -> owner(folder, file)).filter(name -> !name.isEmpty()).distinct().toList();
        return names.isEmpty() ? Optional.empty()
                : Optional.of(new SampleLabels(files.stream().mapToInt(file -> names.indexOf(owner(folder, file))).toArray(), names));
    }

    private static String owner(Path folder, Path file) {
        Path below = folder.relativize(file);
        return below.getNameCount() == 1 ? "" : below.getName(0).toString();
    }

    /** Some pictures, in the order of their names. */
    static ImageSamples ofFiles(List<Path> files) throws ModelFormatException {
        List<Path> sorted = files.stream().sorted(Comparator.comparing(file -> file.getFileName().toString(), NaturalOrder.OF_FILES)).toList();
        return of(files.size() == 1 ? files.getFirst().getFileName().toString() : files.size() + " pictures", Optional.empty(), sorted, Optional.empty());
    }

    private static ImageSamples of(String name, Optional<Path> folder, List<Path> files, Optional<SampleLabels> labels) throws ModelFormatException {
        Picture.Head first = Picture.head(files.getFirst());
        boolean grey = true;
        for (int i = 0; i < Math.min(LOOKED_AT, files.size()) && grey; i++) {
            grey = Picture.head(files.get((int) ((long) i * files.size() / Math.min(LOOKED_AT, files.size())))).grey();
        }
        return new ImageSamples(name, folder, files, first.height(), first.width(), grey ? 1 : 3, Resize.BILINEAR, labels);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long count() {
        return files.size();
    }

    @Override
    public List<Integer> extents() {
        return List.of(height, width, channels);
    }

    @Override
    public ChannelOrder channels() {
        return ChannelOrder.LAST;
    }

    @Override
    public Optional<SampleLabels> labels() {
        return labels;
    }

    @Override
    public String title(long sample) {
        Path file = files.get(Math.toIntExact(sample));
        return folder.map(from -> from.relativize(file)).orElseGet(file::getFileName).toString();
    }

    @Override
    public boolean areBrightness() {
        return true;
    }

    @Override
    public void read(long first, int count, FloatBuffer to) throws ModelFormatException {
        Objects.checkFromIndexSize(first, count, files.size());
        float[] sample = new float[height * width * channels];
        for (int i = (int) first; i < first + count; i++) {
            Picture stored = Picture.read(files.get(i));
            if (resize == Resize.NONE && (stored.height() != height || stored.width() != width)) {
                throw new ModelFormatException(files.get(i) + " has " + stored.height() + "×" + stored.width() + " points where " + height + "×" + width
                        + " are expected; have the pictures resized, or take it out.");
            }
            Picture picture = stored.inChannels(channels).sized(height, width, resize);
            int points = height * width;
            for (int c = 0; c < channels; c++) {
                for (int p = 0; p < points; p++) {
                    sample[p * channels + c] = picture.planes()[c * points + p];
                }
            }
            to.put(sample);
        }
    }

    @Override
    public Optional<Samples> sized(int newHeight, int newWidth, Resize how) {
        return Optional.of(new ImageSamples(name, folder, files, newHeight, newWidth, channels, how, labels));
    }

    @Override
    public void close() {
        // files are open only while they are read
    }
}
