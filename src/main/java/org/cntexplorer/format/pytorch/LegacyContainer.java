package org.cntexplorer.format.pytorch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.pickle.PickleReader;
import org.cntexplorer.format.pickle.Pickled;
import org.cntexplorer.progress.Progress;

/**
 * The container that PyTorch wrote before 1.6: pickles of a magic number, a protocol, facts of the machine, the object and the keys of its
 * storages, one after the other, and behind them the storages in the order of the keys, each its number of elements and then its bytes.
 */
final class LegacyContainer implements Storages {
    /** How the pickle of the magic number begins, in protocol 2 and in those after it. */
    private static final int[] MAGIC = {0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19};
    private static final int FIRST_PROTOCOL = 0x80;
    private static final long PROTOCOL = 1001;

    private final MappedFile file;
    private final Map<String, MemorySegment> storages = new HashMap<>();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    private LegacyContainer(MappedFile file) {
        this.file = file;
    }

    /** Whether a file begins as PyTorch's do. */
    static boolean begins(MemorySegment bytes) {
        if (bytes.byteSize() < 2 + MAGIC.length || (bytes.get(ValueLayout.JAVA_BYTE, 0) & 0xff) != FIRST_PROTOCOL) {
            return false;
        }
        // protocol 4 puts a frame of nine bytes before it
        int from = bytes.byteSize() > 11 + MAGIC.length && (bytes.get(ValueLayout.JAVA_BYTE, 2) & 0xff) == 0x95 ? 11 : 2;
        for (int i = 0; i < MAGIC.length; i++) {
            if ((bytes.get(ValueLayout.JAVA_BYTE, from + i) & 0xff) != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    static TorchContents read(MappedFile file, Progress progress) throws ModelFormatException {
        return new LegacyContainer(file).read(progress);
    }

    private PickleReader reader(long from, Progress progress) {
        return new PickleReader(file.name(), file.bytes(), from, file.arena(), progress);
    }

    private TorchContents read(Progress progress) throws ModelFormatException {
        PickleReader magic = reader(0, progress);
        magic.read();
        PickleReader protocol = reader(magic.position(), progress);
        long version = Pickled.whole(protocol.read()).orElse(0L);
        if (version != PROTOCOL) {
            throw new ModelFormatException(file.name() + " is a PyTorch file of protocol " + version + ", where " + PROTOCOL
                    + " is the only one known; save the model again with torch.save.");
        }
        PickleReader machine = reader(protocol.position(), progress);
        if (machine.read() instanceof Pickled.Dictionary facts && facts.get("little_endian").orElse(null) instanceof Pickled.Truth little && !little.value()) {
            order = ByteOrder.BIG_ENDIAN;
        }
        PickleReader object = reader(machine.position(), progress);
        Pickled root = object.read();
        PickleReader keys = reader(object.position(), progress);
        place(keys.read(), keys.position(), types(object), progress);
        return new TorchContents(root, object.called(), this, Map.of(), Pickled.None.NONE);
    }

    private static Map<String, StorageType> types(PickleReader object) {
        Map<String, StorageType> types = new HashMap<>();
        for (Pickled.Persistent reference : object.outside()) {
            StorageReference.of(reference).ifPresent(storage -> types.putIfAbsent(storage.key(), storage.type()));
        }
        return types;
    }

    private void place(Pickled keys, long from, Map<String, StorageType> types, Progress progress) throws ModelFormatException {
        if (!(keys instanceof Pickled.Items list)) {
            throw bad("the list of its storages is missing");
        }
        MemorySegment bytes = file.bytes();
        long at = from;
        for (Pickled item : list.items()) {
            progress.check();
            String key = Pickled.text(item).or(() -> Pickled.whole(item).map(String::valueOf)).orElse("");
            StorageType type = types.get(key);
            if (type == null) {
                throw bad("its storage \"" + key + "\" belongs to no tensor");
            }
            if (at > bytes.byteSize() - 8) {
                throw cut(key, at);
            }
            long size = bytes.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), at);
            at += 8;
            if (size < 0 || size > (bytes.byteSize() - at) / type.bytes()) {
                throw size < 0 ? bad("its storage \"" + key + "\" claims " + size + " numbers") : cut(key, at);
            }
            storages.put(key, bytes.asSlice(at, size * type.bytes()));
            at += size * type.bytes();
        }
    }

    private ModelFormatException bad(String what) {
        return new ModelFormatException(file.name() + " is a damaged PyTorch file: " + what + "; download or save it again.");
    }

    private ModelFormatException cut(String key, long at) {
        return new ModelFormatException(file.name() + " ends in the middle of its storage \"" + key + "\" (byte " + at + " of " + file.size()
                + "); download or copy it again.");
    }

    @Override
    public MemorySegment bytes(String key) throws ModelFormatException {
        MemorySegment known = storages.get(key);
        if (known == null) {
            throw bad("it refers to the storage \"" + key + "\", which it does not hold");
        }
        return known;
    }

    @Override
    public ByteOrder order() {
        return order;
    }
}
