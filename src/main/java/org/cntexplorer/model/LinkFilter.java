package org.cntexplorer.model;

/** Says of links whether they are wanted. Asked on several threads at a time, and the same of the same link whenever it is asked. */
@FunctionalInterface
public interface LinkFilter {
    LinkFilter ALL = (source, target, weight) -> true;

    boolean wants(int source, int target, float weight);

    /** Wants what both want. */
    default LinkFilter and(LinkFilter other) {
        return this == ALL ? other : other == ALL ? this
                : (source, target, weight) -> wants(source, target, weight) && other.wants(source, target, weight);
    }
}
