package org.cntexplorer.format.pytorch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.lowering.Extents;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.format.pytorch.TorchGraph.Halving;
import org.cntexplorer.format.pytorch.TorchGraph.Misfit;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Shape;
import org.cntexplorer.progress.Progress;

/**
 * A model whose input has a size: PyTorch's files do not say which. It is what the person says, or the first of the usual sizes that fits the
 * dense layers, or one at which the last convolution gives some seven units a side.
 *
 * @param operators of the model
 * @param notes what had to be assumed
 */
record SizedModel(List<Operator> operators, List<String> notes) {
    private static final List<Integer> USUAL = List.of(28, 32, 224, 64, 96, 128, 256, 48, 84, 227, 299, 160, 192, 112, 40, 36, 80, 100, 200, 240, 288, 300, 320,
            331, 380, 384, 400, 416, 448, 480, 512, 600, 608, 640, 784, 800, 1000, 1024, 2048, 4000, 4096, 8000, 16_000);
    private static final List<Integer> VOLUMES = List.of(16, 32, 28, 64);
    /** Of generators, which make images of few positions. */
    private static final List<Integer> SEEDS = List.of(1, 4, 7, 8, 2, 16);
    private static final int LARGEST = 512;
    private static final int SIDE = 7;

    /** Adds a model's operators, whatever the size of its input. */
    interface Maker {
        void into(TorchGraph graph) throws Misfit, ModelFormatException;
    }

    private record Fit(int size, Halving halving, TorchGraph graph) {}

    /**
     * @param source the file's name, for messages
     * @param halvings from the likeliest to the least likely
     * @throws Misfit where it fits at no size
     */
    static SizedModel of(String source, Maker maker, List<Halving> halvings, OpenOptions options, Progress progress) throws Misfit, ModelFormatException {
        TorchGraph unsized = new TorchGraph(List.of(), Halving.NOWHERE);
        Misfit open = null;
        try {
            maker.into(unsized);
        } catch (Misfit e) {
            // without extents, code that cuts values into parts comes to an end
            open = e;
        }
        Optional<Operator.Convolution> first = unsized.operators().stream().filter(Operator.Convolution.class::isInstance)
                .map(Operator.Convolution.class::cast).findFirst();
        boolean spatial = first.isPresent() && !(unsized.operators().stream().anyMatch(Operator.Embedding.class::isInstance));
        boolean mixed = unsized.operators().stream().anyMatch(Operator.Attention.class::isInstance)
                && unsized.operators().stream().noneMatch(operator -> operator instanceof Operator.Embedding || operator instanceof Operator.Recurrent);
        if (!spatial && (open != null || mixed)) {
            return given(maker, List.of(Halving.NOWHERE), mixed ? tokens(unsized) : options.inputShape().map(Shape::extents).orElse(tokens(unsized)));
        }
        if (!spatial) {
            return new SizedModel(unsized.operators(), List.copyOf(unsized.notes()));
        }
        if (options.inputShape().isPresent()) {
            try {
                return given(maker, halvings, options.inputShape().get().extents());
            } catch (Misfit misfit) {
                throw new ModelFormatException(source + ": the input shape " + options.inputShape().get() + " does not fit: " + misfit.getMessage()
                        + "; give another by --input-shape, or none.", misfit);
            }
        }
        Operator.Convolution convolution = first.get();
        int axes = convolution.stride().size();
        long channels = convolution.transposed() ? convolution.kernel().extent(0) : convolution.kernel().extent(1) * convolution.groups();
        if (channels < 1 || channels > 1 << 20) {
            throw new Misfit("the convolution \"" + convolution.name() + "\" takes " + channels + " channels");
        }
        List<Integer> usual = convolution.transposed() ? SEEDS : axes == 3 ? VOLUMES : USUAL;
        return inferred(maker, halvings, (int) channels, axes, usual, progress);
    }

    /** One token of an open number, of as many features as the first layer takes. */
    private static List<Integer> tokens(TorchGraph unsized) {
        return unsized.operators().stream().flatMap(operator -> switch (operator) {
            case Operator.Dense dense when dense.orientation() == Orientation.TARGET_ROWS -> Stream.of(dense.matrix().extent(1));
            case Operator.ScaleShift scaling -> Stream.of((long) scaling.scale().length);
            default -> Stream.<Long>empty();
        }).findFirst().map(features -> List.of(1, Math.toIntExact(features))).orElse(List.of(1));
    }

    private static List<Integer> extents(int channels, int axes, int size) {
        List<Integer> extents = new ArrayList<>(List.of(1, channels));
        extents.addAll(Collections.nCopies(axes, size));
        return extents;
    }

    private static SizedModel given(Maker maker, List<Halving> halvings, List<Integer> shape) throws Misfit, ModelFormatException {
        List<Integer> extents = new ArrayList<>(shape);
        extents.addFirst(1);
        Misfit misfit = null;
        for (Halving halving : halvings) {
            try {
                TorchGraph graph = new TorchGraph(extents, halving);
                maker.into(graph);
                return new SizedModel(graph.operators(), notes(graph, halving));
            } catch (Misfit e) {
                misfit = misfit == null ? e : misfit;
            }
        }
        throw misfit;
    }

    private static List<String> notes(TorchGraph graph, Halving halving) {
        List<String> notes = new ArrayList<>(graph.notes());
        if (halving != Halving.NOWHERE) {
            notes.add("Pooling over 2 units is assumed " + switch (halving) {
                case EVERYWHERE -> "behind each convolution";
                case BETWEEN -> "between the convolutions";
                default -> "before the first dense layer";
            } + ", since the sizes fit with it only; where the model is run, it is taken for that of maxima.");
        }
        return notes;
    }

    private static SizedModel inferred(Maker maker, List<Halving> halvings, int channels, int axes, List<Integer> usual,
            Progress progress) throws Misfit, ModelFormatException {
        Misfit misfit = null;
        for (boolean all : List.of(false, true)) {
            List<Integer> sizes = !all ? usual : IntStream.rangeClosed(1, axes == 3 ? 64 : LARGEST).boxed().filter(n -> !usual.contains(n)).toList();
            for (Halving halving : halvings) {
                List<Fit> fits = new ArrayList<>();
                for (int size : sizes) {
                    progress.check();
                    try {
                        TorchGraph graph = new TorchGraph(extents(channels, axes, size), halving);
                        maker.into(graph);
                        fits.add(new Fit(size, halving, graph));
                    } catch (Misfit e) {
                        misfit = misfit == null ? e : misfit;
                    }
                }
                if (!fits.isEmpty()) {
                    return chosen(fits, fits.size() * 2 > sizes.size(), channels, axes, usual);
                }
            }
        }
        throw misfit;
    }

    private static SizedModel chosen(List<Fit> fits, boolean any, int channels, int axes, List<Integer> usual) {
        Fit best = fits.getFirst();
        if (any && usual != SEEDS) {
            for (Fit fit : fits) {
                boolean likely = axes == 2 && (fit.size() == 32 || fit.size() == 224 || fit.size() == 28 && channels == 1) || axes != 2 && fit.size() <= 128;
                boolean known = axes == 2 && (best.size() == 32 || best.size() == 224 || best.size() == 28 && channels == 1) || axes != 2;
                if (likely && (!known || away(fit) < away(best))) {
                    best = fit;
                }
            }
        }
        List<String> notes = new ArrayList<>(notes(best.graph(), best.halving()));
        String extents = Extents.of(extents(channels, axes, best.size()).subList(1, axes + 2));
        notes.add("The size of the input is written nowhere: " + extents + (any ? " is assumed" : " is the first usual one that fits the dense layers")
                + "; give another by --input-shape.");
        return new SizedModel(best.graph().operators(), notes);
    }

    /** How far what goes to the last pooling that fits every size, or comes from the last convolution, is from the usual side. */
    private static int away(Fit fit) {
        int side = 0;
        for (Operator operator : fit.graph().operators()) {
            if (operator instanceof Operator.Convolution convolution) {
                side = fit.graph().extents(convolution.output()).map(List::getLast).orElse(0);
            } else if (operator instanceof Operator.AdaptivePooling || operator instanceof Operator.Mean) {
                side = fit.graph().extents(operator.inputs().getFirst()).filter(extents -> extents.size() > 2).map(List::getLast).orElse(side);
            }
        }
        return Math.abs(side - SIDE);
    }
}
