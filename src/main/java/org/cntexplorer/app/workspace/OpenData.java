package org.cntexplorer.app.workspace;

import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.cntexplorer.data.Preparation;
import org.cntexplorer.data.Samples;
import org.cntexplorer.model.ModelInput;

/** The samples that are open, which are of no model: what they are, how a model gets them, and the one that is looked at. Used on the JavaFX thread. */
public final class OpenData {
    private final ReadOnlyObjectWrapper<Samples> samples = new ReadOnlyObjectWrapper<>(this, "samples");
    private final ObjectProperty<Preparation> preparation = new SimpleObjectProperty<>(this, "preparation", Preparation.NONE);
    private PreparedData prepared;
    private final LongProperty sample = new SimpleLongProperty(this, "sample");

    /** The samples, or null. */
    public ReadOnlyObjectProperty<Samples> samplesProperty() {
        return samples.getReadOnlyProperty();
    }

    public Samples samples() {
        return samples.get();
    }

    /** What is done to them before a model gets them. */
    public ObjectProperty<Preparation> preparationProperty() {
        return preparation;
    }

    /** The number of the sample that is looked at, the first being 0. */
    public LongProperty sampleProperty() {
        return sample;
    }

    /** The samples as a model gets them; the same as long as samples, preparation and what the model wants are. */
    public PreparedData prepared(ModelInput input) {
        if (prepared == null || !prepared.isOf(samples.get(), input, preparation.get())) {
            prepared = new PreparedData(samples.get(), input, preparation.get());
        }
        return prepared;
    }

    /** Takes the place of what was open, which is closed once everybody knows. */
    public void open(Samples next, Preparation with) {
        Samples before = samples.get();
        sample.set(0);
        preparation.set(with);
        prepared = null;
        samples.set(next);
        if (before != null && before != next) {
            before.close();
        }
    }

    public void close() {
        open(null, Preparation.NONE);
    }
}
