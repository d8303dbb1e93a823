package org.cntexplorer.study.store;

import java.util.List;

/**
 * All that is put into the store of a network on data.
 *
 * @param densities of its layers but the input, which has the same samples in every network
 */
public record MeasuredActivity(StoredActivity activity, List<StoredActivityDensity> densities) {
    public MeasuredActivity {
        densities = List.copyOf(densities);
    }

    /** Of a network that could not be run. */
    public static MeasuredActivity none(String reason) {
        return new MeasuredActivity(StoredActivity.none(reason), List.of());
    }
}
