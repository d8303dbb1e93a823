package org.cntexplorer.figure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cntexplorer.progress.Progress;

/** The kinds of file that a figure can be. */
public enum FigureFormat {
    SVG {
        @Override
        void write(Figure figure, FigureOptions options, OutputStream out, Progress progress) throws IOException {
            SvgFile.write(figure, options, out, progress);
        }
    },
    PDF {
        @Override
        void write(Figure figure, FigureOptions options, OutputStream out, Progress progress) throws IOException {
            PdfFile.write(figure, options, out, progress);
        }
    },
    PNG {
        @Override
        void write(Figure figure, FigureOptions options, OutputStream out, Progress progress) throws IOException {
            PngFile.write(figure, options, out, progress);
        }
    };

    abstract void write(Figure figure, FigureOptions options, OutputStream out, Progress progress) throws IOException;

    /** Without the dot. */
    public String ending() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By the ending of a file's name. */
    public static Optional<FigureFormat> of(Path file) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(format -> name.endsWith("." + format.ending())).findFirst();
    }

    /** ".svg, .pdf or .png" */
    static String endings() {
        return Arrays.stream(values()).map(format -> "." + format.ending()).collect(Collectors.joining(", ")).replaceFirst(", (?=[^,]*$)", " or ");
    }
}
