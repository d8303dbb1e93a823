package org.cntexplorer.study.analysis;

import java.util.List;

/**
 * Some networks of a cohort that are shown as one.
 *
 * @param name such as "0.9–1.0"
 * @param middle of their label's values, for the group's colour; NaN where the label is a word
 * @param members indices of the networks in the cohort, ascending
 */
public record NetworkGroup(String name, double middle, List<Integer> members) {
    public NetworkGroup {
        members = List.copyOf(members);
    }
}
