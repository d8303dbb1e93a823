package org.cntexplorer.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.ModelInput;

/**
 * How the numbers of a sample become those that a model gets: as they are, in another order, or as a picture of another size.
 *
 * @param source the samples that are read
 * @param extents of what the model gets
 * @param channels how many of them there are in that, 1 where there are none
 * @param channelLast whether they stand last in it
 * @param order for each number that the model gets, its place in the sample, or in the resized picture; null where that is the same
 * @param resized how pictures are made to fit; null where they are not
 */
record Arrangement(Samples source, List<Integer> extents, int channels, boolean channelLast, int[] order, Resized resized) {
    /**
     * A picture of an array that is resized.
     *
     * @param planes for each number of it, plane after plane, its place in the sample; null where that is the same
     */
    record Resized(int channels, int height, int width, int[] planes, int toChannels, int toHeight, int toWidth, Resize how) {}

    static Arrangement of(Samples samples, ModelInput input, Preparation preparation) throws ModelFormatException {
        return new Making(samples, input, preparation).arrangement();
    }

    int size() {
        return extents.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
    }

    /** The numbers of a sample in the model's order. */
    float[] of(float[] sample) {
        float[] numbers = sample;
        if (resized != null) {
            Picture picture = new Picture(resized.channels, resized.height, resized.width, resized.planes == null ? sample : ordered(sample, resized.planes));
            numbers = picture.inChannels(resized.toChannels).sized(resized.toHeight, resized.toWidth, resized.how).planes();
        }
        return order == null ? numbers : ordered(numbers, order);
    }

    private static float[] ordered(float[] numbers, int[] order) {
        float[] ordered = new float[order.length];
        for (int i = 0; i < order.length; i++) {
            ordered[i] = numbers[order[i]];
        }
        return ordered;
    }

    /** Whether the model gets the numbers as they are stored, one after the other. */
    boolean isAsStored() {
        return order == null && resized == null;
    }

    /** Finds the way from one to the other. */
    private static final class Making {
        private final Samples samples;
        private final List<Integer> got;
        private final List<Integer> want;
        private final boolean wantsLast;
        private final Preparation preparation;

        private Making(Samples samples, ModelInput input, Preparation preparation) {
            this.samples = samples;
            this.got = samples.extents();
            this.want = input.extents().isEmpty() ? List.of(1) : input.extents();
            this.wantsLast = input.channelLast();
            this.preparation = preparation;
        }

        private Arrangement arrangement() throws ModelFormatException {
            if (wantsPicture() && (got.size() == 2 || got.size() == 3)) {
                return picture();
            }
            if (preparation.channels() != ChannelOrder.NONE && got.size() == want.size() && want.size() > 1
                    && (preparation.channels() == ChannelOrder.LAST) != wantsLast) {
                List<Integer> moved = moved(got, !wantsLast);
                if (fits(moved, want)) {
                    return arrangement(moved, moving(got, !wantsLast));
                }
            }
            if (fits(got, want)) {
                return arrangement(got, null);
            }
            if (fits(squeezed(got), squeezed(want))) {
                return arrangement(filled(samples.size()), null);
            }
            if (got.size() == want.size() && want.size() > 1 && preparation.channels() == ChannelOrder.NONE && fits(moved(got, !wantsLast), want)) {
                return arrangement(moved(got, !wantsLast), moving(got, !wantsLast));
            }
            List<Integer> filled = filled(samples.size());
            return filled != null ? flat(filled) : flatPicture();
        }

        /** Numbers in another shape: a vector that is a picture may say where its channels stand. */
        private Arrangement flat(List<Integer> filled) {
            boolean told = preparation.channels() != ChannelOrder.NONE && got.size() == 1 && filled.size() > 1;
            boolean dataLast = preparation.channels() == ChannelOrder.LAST;
            if (told && dataLast != wantsLast) {
                List<Integer> stored = moved(filled, wantsLast);
                return arrangement(filled, moving(stored, dataLast));
            }
            return arrangement(filled, null);
        }

        private boolean wantsPicture() {
            return want.size() == 3;
        }

        private boolean isPictureFile() {
            return samples.sized(1, 1, Resize.NEAREST).isPresent();
        }

        /** The channel axis, which stands first or last, put to the other end. */
        private static List<Integer> moved(List<Integer> extents, boolean fromLast) {
            List<Integer> moved = new ArrayList<>(extents);
            if (fromLast) {
                moved.addFirst(moved.removeLast());
            } else {
                moved.addLast(moved.removeFirst());
            }
            return moved;
        }

        /** For each place of the moved extents that of the stored ones. */
        private static int[] moving(List<Integer> stored, boolean fromLast) {
            int all = stored.stream().reduce(1, Math::multiplyExact);
            int channels = fromLast ? stored.getLast() : stored.getFirst();
            int points = all / channels;
            int[] order = new int[all];
            for (int c = 0; c < channels; c++) {
                for (int p = 0; p < points; p++) {
                    int first = c * points + p;
                    int last = p * channels + c;
                    order[fromLast ? first : last] = fromLast ? last : first;
                }
            }
            return order;
        }

        private static boolean fits(List<Integer> extents, List<Integer> wanted) {
            if (extents.size() != wanted.size()) {
                return false;
            }
            for (int i = 0; i < wanted.size(); i++) {
                if (wanted.get(i) >= 0 && !wanted.get(i).equals(extents.get(i))) {
                    return false;
                }
            }
            return true;
        }

        private static List<Integer> squeezed(List<Integer> extents) {
            return extents.stream().filter(extent -> extent != 1).toList();
        }

        /** The wanted extents with the open one such that there are so many numbers; null where they do not come out even. */
        private List<Integer> filled(int numbers) {
            long known = 1;
            int open = 0;
            for (int extent : want) {
                known *= Math.max(1, extent < 0 ? 1 : extent);
                open += extent < 0 ? 1 : 0;
            }
            if (open == 0 ? known != numbers : open > 1 || numbers % known != 0) {
                List<Integer> squeezed = squeezed(got);
                return open > 1 && fits(squeezed, squeezed(want)) ? opened(squeezed) : null;
            }
            int rest = (int) (numbers / known);
            return want.stream().map(extent -> extent < 0 ? rest : extent).toList();
        }

        /** The wanted extents, each open one from those that the data have. */
        private List<Integer> opened(List<Integer> squeezed) {
            List<Integer> opened = new ArrayList<>();
            int at = 0;
            for (int extent : want) {
                opened.add(extent == 1 ? Integer.valueOf(1) : squeezed.get(at++));
            }
            return opened;
        }

        private Arrangement arrangement(List<Integer> extents, int[] order) {
            // of two extents the first may be steps as well
            int channels = want.size() < 3 ? 1 : wantsLast ? extents.getLast() : extents.getFirst();
            return new Arrangement(samples, List.copyOf(extents), channels, wantsLast, order, null);
        }

        private ChannelOrder stored() {
            if (got.size() == 2) {
                return ChannelOrder.NONE;
            }
            if (preparation.channels() != ChannelOrder.NONE) {
                return preparation.channels();
            }
            ChannelOrder models = wantsLast ? ChannelOrder.LAST : ChannelOrder.FIRST;
            ChannelOrder other = wantsLast ? ChannelOrder.FIRST : ChannelOrder.LAST;
            // what the samples say is a guess of arrays, so that a shape that fits comes first
            return isPictureFile() ? ChannelOrder.LAST : fits(got, want) && (samples.channels() != other || !want.contains(-1)) ? models
                    : fits(moved(got, !wantsLast), want) ? other : samples.channels() != ChannelOrder.NONE ? samples.channels() : models;
        }

        private Arrangement picture() throws ModelFormatException {
            ChannelOrder stored = stored();
            int channels = stored == ChannelOrder.NONE ? 1 : stored == ChannelOrder.LAST ? got.getLast() : got.getFirst();
            int row = stored == ChannelOrder.FIRST ? 1 : 0;
            int wantedChannels = wantsLast ? want.getLast() : want.getFirst();
            int wantedRow = wantsLast ? 0 : 1;
            return picture(stored, channels, got.get(row), got.get(row + 1), wantedChannels, want.get(wantedRow), want.get(wantedRow + 1));
        }

        /** For a model that takes a vector or a plane: grey, else in colour, as many points square as it has inputs. */
        private Arrangement flatPicture() throws ModelFormatException {
            if (got.size() < 2 || got.size() > 3 || want.size() > 2 || want.contains(-1) || preparation.resize() == Resize.NONE) {
                throw wrongShape();
            }
            ChannelOrder stored = stored();
            int channels = stored == ChannelOrder.NONE ? 1 : stored == ChannelOrder.LAST ? got.getLast() : got.getFirst();
            int row = stored == ChannelOrder.FIRST ? 1 : 0;
            int all = want.stream().reduce(1, Math::multiplyExact);
            int side = (int) Math.round(Math.sqrt(all));
            int colourSide = (int) Math.round(Math.sqrt(all / 3.0));
            Arrangement square;
            if (want.size() == 2) {
                square = picture(stored, channels, got.get(row), got.get(row + 1), 1, want.getFirst(), want.getLast());
            } else if (side * side == all) {
                square = picture(stored, channels, got.get(row), got.get(row + 1), 1, side, side);
            } else if (3 * colourSide * colourSide == all) {
                square = picture(stored, channels, got.get(row), got.get(row + 1), 3, colourSide, colourSide);
            } else {
                throw wrongShape();
            }
            return new Arrangement(square.source, want, square.channels, square.channelLast, square.order, square.resized);
        }

        private Arrangement picture(ChannelOrder stored, int channels, int height, int width, int wantedChannels, int wantedHeight, int wantedWidth)
                throws ModelFormatException {
            int toChannels = wantedChannels < 0 ? channels : wantedChannels;
            int toHeight = wantedHeight < 0 ? height : wantedHeight;
            int toWidth = wantedWidth < 0 ? width : wantedWidth;
            List<Integer> extents = wantsLast ? List.of(toHeight, toWidth, toChannels) : List.of(toChannels, toHeight, toWidth);
            Samples source = samples;
            boolean sameSize = height == toHeight && width == toWidth;
            if (!sameSize || channels != toChannels) {
                boolean convertible = channels == toChannels || channels == 1 && toChannels == 3 || channels == 3 && toChannels == 1;
                if (preparation.resize() == Resize.NONE || !convertible) {
                    throw wrongShape();
                }
            }
            if (isPictureFile()) {
                // each picture from its own size, and not by way of that of the first
                source = samples.sized(toHeight, toWidth, preparation.resize()).orElseThrow();
                sameSize = true;
            }
            boolean storedLast = stored == ChannelOrder.LAST && channels > 1;
            boolean last = wantsLast && toChannels > 1;
            if (sameSize && channels == toChannels) {
                List<Integer> from = storedLast ? List.of(toHeight, toWidth, channels) : List.of(channels, toHeight, toWidth);
                int[] order = storedLast == last || channels == 1 ? null : moving(from, storedLast);
                return new Arrangement(source, extents, toChannels, wantsLast, order, null);
            }
            int fromHeight = sameSize ? toHeight : height;
            int fromWidth = sameSize ? toWidth : width;
            int[] planes = storedLast ? moving(List.of(fromHeight, fromWidth, channels), true) : null;
            int[] order = last ? moving(List.of(toChannels, toHeight, toWidth), false) : null;
            return new Arrangement(source, extents, toChannels, wantsLast, order,
                    new Resized(channels, fromHeight, fromWidth, planes, toChannels, toHeight, toWidth, preparation.resize()));
        }

        private ModelFormatException wrongShape() {
            boolean pictures = got.size() == 2 || got.size() == 3;
            boolean wantsPictures = want.size() == 2 || want.size() == 3;
            return new ModelFormatException("The model expects samples of " + words(want) + ", and those of " + samples.name() + " are " + words(got)
                    + (pictures && wantsPictures && preparation.resize() == Resize.NONE ? "; resize them, or choose other data." : want.size() == 1
                            && got.size() == 1 && got.getFirst() == want.getFirst() + 1 ? "; if a column of them holds the labels, say which."
                            : got.size() == 1 ? "; choose data of that shape." : "; choose data of that shape, whose first extent counts the samples."));
        }

        private static String words(List<Integer> extents) {
            return extents.size() == 1 && extents.getFirst() >= 0 ? extents.getFirst() + (extents.getFirst() == 1 ? " number" : " numbers")
                    : extents.stream().map(extent -> extent < 0 ? "any" : extent.toString()).collect(Collectors.joining("×"));
        }
    }
}
