package org.cntexplorer.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cntexplorer.format.FilesBeside;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.ElementType;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;

/**
 * The weights that a manifest of TensorFlow.js lists. They come in groups; those of a group lie one behind the other in its files, which
 * are cut after so many bytes, wherever that is. A weight that lies within one file stays there; one that goes over a border is joined,
 * and one that is quantised to whole numbers is decoded, in memory outside the heap.
 */
final class TfjsWeights implements LayerWeights {
    private static final int MOST_FILES = 10_000;
    private static final int MOST_WEIGHTS = 100_000;
    private static final int DEEPEST = 8;
    /** From one byte to the four of a float, and as much again for the joining. */
    private static final int MOST_GROWTH = 8;

    private final MappedFile file;
    private final Progress progress;
    private final FilesBeside files;
    /** By the groups that their names go through, each from the first. */
    private final Map<String, List<Weight>> byLayer = new HashMap<>();
    /** For the end of such a way the whole ways that end so. */
    private final Map<String, Set<String>> endings = new HashMap<>();
    private final Map<String, Tensor> tensors = new HashMap<>();
    private long allocated;

    TfjsWeights(MappedFile file, JsonNode manifest, Progress progress) throws ModelFormatException {
        this.file = file;
        this.progress = progress;
        this.files = new FilesBeside(file, MOST_FILES);
        int count = 0;
        for (JsonNode group : manifest) {
            count += group.path("weights").size();
            if (count > MOST_WEIGHTS) {
                throw bad("lists more than " + MOST_WEIGHTS + " weights, as no model has; check where the file comes from.");
            }
            readGroup(group);
        }
        if (count == 0) {
            throw bad("lists no weights; save the whole model.");
        }
    }

    private ModelFormatException bad(String what) {
        return new ModelFormatException(file.name() + " " + what);
    }

    private void readGroup(JsonNode group) throws ModelFormatException {
        List<MemorySegment> shards = new ArrayList<>();
        for (JsonNode path : group.path("paths")) {
            progress.check();
            shards.add(files.map(path.asText(), file.name() + " keeps its weights in another file, "));
        }
        long all = shards.stream().mapToLong(MemorySegment::byteSize).sum();
        long at = 0;
        for (JsonNode weight : group.path("weights")) {
            TfjsWeight one = TfjsWeight.of(file.name(), weight);
            if (one.bytes() > all - at) {
                throw bad("says that the weights \"" + one.name() + "\" are the bytes " + at + " to " + (at + one.bytes()) + " of " + group.path("paths").size()
                        + " files, which together have " + all + "; download or copy them again.");
            }
            long from = at;
            add(new Weight(one.name(), LayerWeights.roleOf(one.name()), () -> tensor(one, shards, from)));
            at += one.bytes();
        }
    }

    private void add(Weight weight) {
        String path = weight.path();
        int end = path.lastIndexOf('/');
        byLayer.computeIfAbsent(path.substring(0, Math.max(0, end)), any -> new ArrayList<>()).add(weight);
        for (int depth = 0; end > 0 && depth < DEEPEST; depth++) {
            String way = path.substring(0, end);
            if (depth > 0) {
                byLayer.computeIfAbsent(way, any -> new ArrayList<>()).add(weight);
            }
            int start = way.indexOf('/');
            for (int i = 0; start >= 0 && i < DEEPEST; i++) {
                endings.computeIfAbsent(way.substring(start + 1), any -> new TreeSet<>()).add(way);
                start = way.indexOf('/', start + 1);
            }
            end = path.lastIndexOf('/', end - 1);
        }
    }

    /** Names are those of the layers, with or without the names of the models that these are in. */
    @Override
    public List<Weight> of(JsonNode layer, String group) throws ModelFormatException {
        String name = KerasNodes.name(layer);
        List<Weight> full = byLayer.get(group.isEmpty() ? name : group + "/" + name);
        if (full == null) {
            full = byLayer.get(name);
        }
        if (full != null) {
            return full;
        }
        List<String> places = endings.getOrDefault(name, new TreeSet<>()).stream().toList();
        if (places.size() > 1) {
            throw bad("has weights for the layer \"" + name + "\" at " + places.getFirst() + " and at " + places.get(1)
                    + ", and says nowhere which are meant; give each layer a name of its own and save the model again.");
        }
        return places.isEmpty() ? List.of() : byLayer.get(places.getFirst());
    }

    /** Each once, although a layer may be called many times. */
    private Tensor tensor(TfjsWeight weight, List<MemorySegment> shards, long from) throws ModelFormatException {
        Tensor known = tensors.get(weight.name() + "@" + from);
        if (known == null) {
            MemorySegment stored = bytes(shards, from, weight.bytes(), weight.name());
            known = !weight.isCoded() ? new Tensor(weight.stored(file.name()), ByteOrder.LITTLE_ENDIAN, stored, weight.shape())
                    : new Tensor(ElementType.F32, ByteOrder.LITTLE_ENDIAN,
                            weight.decode(stored, allocate(4 * weight.elements(), weight.name()), progress), weight.shape());
            tensors.put(weight.name() + "@" + from, known);
        }
        return known;
    }

    private MemorySegment bytes(List<MemorySegment> shards, long from, long count, String name) throws ModelFormatException {
        MemorySegment joined = null;
        long start = 0;
        long done = 0;
        for (MemorySegment shard : shards) {
            long first = Math.max(from + done - start, 0);
            long some = Math.min(count - done, shard.byteSize() - first);
            if (some > 0) {
                if (joined == null && some == count) {
                    return shard.asSlice(first, count);
                }
                progress.check();
                joined = joined == null ? allocate(count, name) : joined;
                MemorySegment.copy(shard, first, joined, done, some);
                done += some;
            }
            start += shard.byteSize();
        }
        return joined == null ? allocate(0, name) : joined;
    }

    /** Files may be listed many times over, so that a small folder would stand for any amount of memory. */
    private MemorySegment allocate(long bytes, String name) throws ModelFormatException {
        allocated += bytes;
        if (allocated > MOST_GROWTH * files.size()) {
            throw bad("makes more of its files than they hold, with " + bytes + " bytes for \"" + name + "\"; save the model again.");
        }
        return file.arena().allocate(Math.max(1, bytes), 64).asSlice(0, bytes);
    }
}
