package org.cntexplorer.study.run;

import org.cntexplorer.study.store.MeasuredActivity;
import org.cntexplorer.study.store.MeasuredNetwork;
import org.cntexplorer.study.store.StoredNetwork;

/** What is to be done to the store about one file. */
sealed interface Step {
    /** The row that the store has of the file afterwards. */
    StoredNetwork row();

    /** Numbers that are kept of it: what it needs of the memory until it is put. */
    default long numbers() {
        return 0;
    }

    private static long numbers(MeasuredActivity activity) {
        return activity.densities().stream().mapToLong(density -> density.counts().length).sum();
    }

    /** Puts what was measured. */
    record Put(MeasuredNetwork measured) implements Step {
        @Override
        public StoredNetwork row() {
            return measured.network();
        }

        @Override
        public long numbers() {
            return measured.strengths().stream().mapToLong(strengths -> 3L * strengths.total().length).sum()
                    + measured.densities().stream().mapToLong(density -> density.counts().length).sum()
                    + measured.activity().map(Step::numbers).orElse(0L);
        }
    }

    /**
     * Tells what is new of a file; what was measured stays.
     *
     * @param file its name in the store
     */
    record Update(String file, StoredNetwork row) implements Step {}

    /**
     * Puts what a network does on data, beside what is to be done anyway.
     *
     * @param known that of a network which was measured before
     */
    record Activity(Step known, MeasuredActivity activity) implements Step {
        @Override
        public long numbers() {
            return Step.numbers(activity);
        }

        @Override
        public StoredNetwork row() {
            return known.row();
        }
    }

    /** Nothing: the store has it as it is. */
    record Keep(StoredNetwork row) implements Step {}
}
