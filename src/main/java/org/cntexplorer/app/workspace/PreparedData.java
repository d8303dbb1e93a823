package org.cntexplorer.app.workspace;

import org.cntexplorer.data.Preparation;
import org.cntexplorer.data.PreparedSamples;
import org.cntexplorer.data.Samples;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.ModelInput;
import org.cntexplorer.progress.Progress;

/** The open samples as a model gets them, prepared when somebody asks for the first time: mean and deviation of the data take a pass over it. */
public final class PreparedData {
    private final Samples samples;
    private final ModelInput input;
    private final Preparation preparation;
    private PreparedSamples made;

    PreparedData(Samples samples, ModelInput input, Preparation preparation) {
        this.samples = samples;
        this.input = input;
        this.preparation = preparation;
    }

    boolean isOf(Samples some, ModelInput wanted, Preparation how) {
        return samples == some && input.equals(wanted) && preparation.equals(how);
    }

    public Samples samples() {
        return samples;
    }

    /** Whether the samples are known to fit the model. */
    public synchronized boolean fits() {
        return made != null;
    }

    /**
     * Not on the JavaFX thread; one who asks while another waits for it waits, too.
     *
     * @throws ModelFormatException where the samples do not fit the model, or cannot be read
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public synchronized PreparedSamples get(Progress progress) throws ModelFormatException {
        if (made == null) {
            made = PreparedSamples.of(samples, input, preparation, progress);
        }
        return made;
    }
}
