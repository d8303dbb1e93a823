package org.cntexplorer.study.store;

/** Takes what is read from the store, one at a time, so that no more than one has to be in memory. Must not call the store. */
@FunctionalInterface
public interface StoreReader<T> {
    /** @param file that of the network it belongs to */
    void accept(String file, T read);
}
