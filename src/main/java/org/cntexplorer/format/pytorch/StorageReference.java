package org.cntexplorer.format.pytorch;

import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.pickle.Pickled;

/**
 * What a pickle says of a storage outside of it: {@code ('storage', torch.FloatStorage, key, 'cpu', numbers)}, in old files with the
 * part of another storage that it is, {@code (key, offset, numbers)}.
 *
 * @param size how many numbers it should have
 * @param offset of its first number in the storage that has the key
 */
record StorageReference(StorageType type, String key, long size, long offset) {
    /** @return empty where the reference is to something else, or to numbers of a kind that PyTorch does not have */
    static Optional<StorageReference> of(Pickled value) {
        if (!(value instanceof Pickled.Persistent reference) || !(reference.id() instanceof Pickled.Items id) || id.items().size() < 5
                || Pickled.text(id.items().get(0)).filter("storage"::equals).isEmpty() || !(id.items().get(1) instanceof Pickled.Global type)) {
            return Optional.empty();
        }
        Optional<StorageType> known = StorageType.ofClass(type.path());
        Optional<String> key = key(id.items().get(2));
        Optional<Long> size = Pickled.whole(id.items().get(4));
        if (known.isEmpty() || key.isEmpty() || size.isEmpty() || size.get() < 0) {
            return Optional.empty();
        }
        if (id.items().size() > 5 && id.items().get(5) instanceof Pickled.Items view && view.items().size() == 3) {
            List<Pickled> part = view.items();
            long offset = Pickled.whole(part.get(1)).orElse(-1L);
            long numbers = Pickled.whole(part.get(2)).orElse(-1L);
            return offset < 0 || numbers < 0 ? Optional.empty() : Optional.of(new StorageReference(known.get(), key.get(), numbers, offset));
        }
        return Optional.of(new StorageReference(known.get(), key.get(), size.get(), 0));
    }

    private static Optional<String> key(Pickled value) {
        return Pickled.text(value).or(() -> Pickled.whole(value).map(String::valueOf));
    }
}
