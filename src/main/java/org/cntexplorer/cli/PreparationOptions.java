package org.cntexplorer.cli;

import java.util.Optional;
import org.cntexplorer.data.ChannelOrder;
import org.cntexplorer.data.Normalisation;
import org.cntexplorer.data.Preparation;
import org.cntexplorer.data.Resize;
import org.cntexplorer.format.ModelFormatException;
import picocli.CommandLine.Option;

/** How samples are prepared for a network: a mixin of {@link DataOptions} and {@link StudyDataOptions}. What is not said is as proposed. */
final class PreparationOptions {
    @Option(names = "--normalise", paramLabel = "none|255|MEAN/STD|data|columns",
            description = "What is done to the numbers: divided by 255; a mean taken away and divided by a standard deviation, one for all or one for each "
                    + "channel (0.5,0.5,0.5/0.2,0.2,0.2); the same with those of the data's channels, or columns; or both: 255+0.13/0.31 "
                    + "(default: 255 where the numbers are whole and 0 to 255).")
    private String normalise;

    @Option(names = "--channels", paramLabel = "first|last", description = "Where the channels of the data stand (default: as their extents tell).")
    private ChannelOrder channels;

    @Option(names = "--resize", paramLabel = "none|nearest|bilinear",
            description = "How pictures of another size are made to fit, or of other colours (default: bilinear for picture files, else none).")
    private Resize resize;

    /** Whether something is said. */
    boolean given() {
        return normalise != null || channels != null || resize != null;
    }

    /** @throws ModelFormatException where it is none: one sentence */
    Optional<Normalisation> normalisation() throws ModelFormatException {
        return normalise == null ? Optional.empty() : Optional.of(Normalisation.parse(normalise));
    }

    Optional<ChannelOrder> channels() {
        return Optional.ofNullable(channels);
    }

    Optional<Resize> resize() {
        return Optional.ofNullable(resize);
    }

    /** The proposed preparation, but for what is said. @throws ModelFormatException where the normalisation is none: one sentence */
    Preparation of(Preparation proposed) throws ModelFormatException {
        Preparation preparation = normalisation().map(proposed::with).orElse(proposed);
        preparation = channels().map(preparation::with).orElse(preparation);
        return resize().map(preparation::with).orElse(preparation);
    }
}
