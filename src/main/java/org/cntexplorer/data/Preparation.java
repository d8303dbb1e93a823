package org.cntexplorer.data;

import java.nio.FloatBuffer;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.ModelInput;

/**
 * What is done to samples before a model gets them.
 *
 * @param channels where the channels of the <em>data</em> stand; {@link ChannelOrder#NONE} where they are taken as the file, or else the model, has them
 * @param resize what is done to pictures of another size, or of another number of channels
 */
public record Preparation(Normalisation normalisation, ChannelOrder channels, Resize resize) {
    /** Samples as they are. */
    public static final Preparation NONE = new Preparation(Normalisation.NONE, ChannelOrder.NONE, Resize.NONE);

    private static final int LOOKED_AT = 64;
    private static final int MOST_NUMBERS = 1 << 20;
    /** A set of pictures has some point at least so bright. */
    private static final float BRIGHT = 128;

    public Preparation with(Normalisation other) {
        return new Preparation(other, channels, resize);
    }

    public Preparation with(ChannelOrder other) {
        return new Preparation(normalisation, other, resize);
    }

    public Preparation with(Resize other) {
        return new Preparation(normalisation, channels, other);
    }

    /**
     * What samples of this kind mostly need: whole numbers of 0 to 255 are brightness and divided by 255; pictures in files are resized. Looks at a few
     * samples that are spread over all.
     *
     * @throws ModelFormatException where these cannot be read
     */
    public static Preparation proposed(Samples samples, ModelInput input) throws ModelFormatException {
        boolean picture = samples.sized(1, 1, Resize.BILINEAR).isPresent();
        boolean brightness = !input.indices() && (samples.areBrightness() || seemBrightness(samples));
        return new Preparation(brightness ? Normalisation.BY_255 : Normalisation.NONE, ChannelOrder.NONE, picture ? Resize.BILINEAR : Resize.NONE);
    }

    private static boolean seemBrightness(Samples samples) throws ModelFormatException {
        int size = samples.size();
        int looked = (int) Math.min(samples.count(), Math.max(1, Math.min(LOOKED_AT, MOST_NUMBERS / size)));
        FloatBuffer numbers = FloatBuffer.allocate(size);
        float brightest = 0;
        for (int i = 0; i < looked; i++) {
            samples.read(i * samples.count() / looked, 1, numbers.clear());
            for (float number : numbers.array()) {
                if (!(number >= 0 && number <= 255) || number != Math.rint(number)) {
                    return false;
                }
                brightest = Math.max(brightest, number);
            }
        }
        return brightest >= BRIGHT;
    }
}
