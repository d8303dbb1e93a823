package org.cntexplorer.format.pytorch;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import org.cntexplorer.format.ModelFormatException;

/** Where the numbers of a file lie, storage by storage. */
interface Storages {
    /**
     * The bytes of a storage, in place where the file keeps them as they are.
     *
     * @throws ModelFormatException where the file holds no such storage
     */
    MemorySegment bytes(String key) throws ModelFormatException;

    ByteOrder order();

    /** Those of the constants of archived code. */
    default Storages ofConstants() {
        return this;
    }
}
