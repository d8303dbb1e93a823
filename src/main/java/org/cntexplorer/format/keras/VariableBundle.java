package org.cntexplorer.format.keras;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cntexplorer.format.FilesBeside;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.lowering.Extents;
import org.cntexplorer.model.ElementType;
import org.cntexplorer.model.Tensor;

/** The variables of a checkpoint of TensorFlow: a table of names ("*.index") and files of numbers ("*.data-00000-of-00001"). */
final class VariableBundle {
    private static final String GRAPH = "_CHECKPOINTABLE_OBJECT_GRAPH";
    private static final String VALUE = "/.ATTRIBUTES/VARIABLE_VALUE";
    private static final int TEXT = 7;
    private static final int MOST_AXES = 16;
    private static final int LONGEST_NAME = 300;

    private final String source;
    private final FilesBeside files;
    private final String stem;
    private final Map<String, MemorySegment> table;
    private final long shards;
    private final ByteOrder order;

    /** @param index the table's place as the files know it: "variables/variables.index" */
    VariableBundle(String source, FilesBeside files, String index, MemorySegment bytes) throws ModelFormatException {
        this.source = source;
        this.files = files;
        this.stem = index.substring(0, index.length() - ".index".length());
        this.table = SortedTable.entries(source, bytes);
        long[] header = {1, 0};
        Varints.message(table.getOrDefault("", MemorySegment.NULL), source, (field, number, message) -> {
            if (field == 1 || field == 2) {
                header[field - 1] = number;
            }
        });
        shards = header[0];
        order = header[1] == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    /**
     * A variable, and how its numbers are got.
     *
     * @param place where it stands in the model, "layer_with_weights-3/kernel"
     */
    record Variable(String name, String place, LayerWeights.Numbers numbers) {
        private static final Pattern LAYER = Pattern.compile("(layer_with_weights-|variables/)(\\d{1,9})(/.*)?");

        /** The number of its layer among those with weights, or its own among the variables; −1 where the place tells neither. */
        int number() {
            Matcher layer = LAYER.matcher(place);
            return layer.matches() ? Integer.parseInt(layer.group(2)) : -1;
        }
    }

    /**
     * What the model computes with: neither what only its training needs nor a counter. The name is the layer's and the weight's,
     * "dense/kernel", where the checkpoint tells it.
     */
    List<Variable> variables() throws ModelFormatException {
        Map<String, String> names = names();
        List<Variable> variables = new ArrayList<>();
        for (String key : table.keySet()) {
            boolean training = key.contains(".OPTIMIZER_SLOT") || key.startsWith("optimizer/") || key.startsWith("keras_api/metrics/")
                    || key.startsWith("_CHECKPOINTABLE") || key.startsWith("save_counter") || key.matches(".*/(Adam|Adagrad|Momentum|RMSProp|Ftrl)(_\\d+)?")
                    || key.equals("global_step") || key.matches("(.*/)?beta[12]_power");
            if (!training && !key.isEmpty()) {
                String plain = key.endsWith(VALUE) ? key.substring(0, key.length() - VALUE.length()) : key;
                variables.add(new Variable(names.getOrDefault(key, plain), plain, () -> tensor(key)));
            }
        }
        return variables;
    }

    /** For the variables' places in the model their names, from the description of the model's objects. */
    private Map<String, String> names() throws ModelFormatException {
        Map<String, String> names = new LinkedHashMap<>();
        if (!table.containsKey(GRAPH)) {
            return names;
        }
        Entry entry = entry(GRAPH);
        if (entry.type() != TEXT || entry.bytes() < 1) {
            return names;
        }
        Varints text = new Varints(bytes(entry, GRAPH), source);
        long length = text.next();
        // four bytes of a check sum of the length
        text.take(4);
        Varints.message(text.take(length), source, (node, number, object) -> {
            if (node == 1 && object != null) {
                Varints.message(object, source, (part, none, attribute) -> {
                    if (part == 2 && attribute != null) {
                        name(attribute, names);
                    }
                });
            }
        });
        return names;
    }

    private void name(MemorySegment attribute, Map<String, String> names) throws ModelFormatException {
        String[] texts = new String[4];
        Varints.message(attribute, source, (field, number, text) -> {
            if (field <= 3 && text != null) {
                texts[field] = new String(text.asSlice(0, Math.min(LONGEST_NAME, text.byteSize())).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
            }
        });
        if (texts[2] != null && !texts[2].isEmpty() && texts[3] != null) {
            names.put(texts[3], texts[2]);
        }
    }

    private record Entry(int type, List<Long> shape, long shard, long offset, long bytes, boolean sliced) {}

    private Entry entry(String key) throws ModelFormatException {
        long[] fields = new long[6];
        boolean[] sliced = {false};
        List<Long> shape = new ArrayList<>();
        Varints.message(table.get(key), source, (field, number, message) -> {
            if (field == 2 && message != null) {
                Varints.message(message, source, (part, none, extent) -> {
                    if (part == 2 && extent != null) {
                        long[] size = {0};
                        Varints.message(extent, source, (f, n, b) -> size[0] = f == 1 ? n : size[0]);
                        shape.add(size[0]);
                    }
                });
            } else if (field < fields.length) {
                fields[field] = number;
            }
            sliced[0] |= field == 7;
        });
        if (shape.size() > MOST_AXES) {
            throw bad(key, "have " + shape.size() + " axes; save the model again.");
        }
        return new Entry((int) fields[1], shape, fields[3], fields[4], fields[5], sliced[0]);
    }

    private MemorySegment bytes(Entry entry, String key) throws ModelFormatException {
        if (entry.shard() < 0 || entry.shard() >= shards || shards > 99_999) {
            throw bad(key, "lie in file " + entry.shard() + " of " + shards + "; copy the whole folder of the model again.");
        }
        String name = String.format(Locale.ROOT, "%s.data-%05d-of-%05d", stem, entry.shard(), shards);
        MemorySegment file = files.map(name, source + " keeps its weights in another file, ");
        if (entry.offset() < 0 || entry.bytes() < 0 || entry.offset() > file.byteSize() || entry.bytes() > file.byteSize() - entry.offset()) {
            throw bad(key, "are " + entry.bytes() + " bytes at byte " + entry.offset() + " of " + name + ", which has only " + file.byteSize()
                    + "; copy the whole folder of the model again.");
        }
        return file.asSlice(entry.offset(), entry.bytes());
    }

    private Tensor tensor(String key) throws ModelFormatException {
        Entry entry = entry(key);
        if (entry.sliced()) {
            throw bad(key, "are stored in slices, which this version does not read; save the model as .keras or .h5.");
        }
        ElementType type = Optional.ofNullable(switch (entry.type()) {
            case 1 -> ElementType.F32;
            case 2 -> ElementType.F64;
            case 3 -> ElementType.I32;
            case 4 -> ElementType.U8;
            case 5 -> ElementType.I16;
            case 6 -> ElementType.I8;
            case 9 -> ElementType.I64;
            case 10 -> ElementType.BOOL;
            case 14 -> ElementType.BF16;
            case 19 -> ElementType.F16;
            default -> null;
        }).orElseThrow(() -> bad(key, "are of type " + entry.type() + ", which no weights of a layer are read from; save a model of float32 weights."));
        long[] shape = entry.shape().stream().mapToLong(Long::longValue).toArray();
        try {
            return new Tensor(type, order, bytes(entry, key), shape);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ModelFormatException(source + ": the weights \"" + key + "\" are " + entry.bytes() + " bytes, which are not the " + Extents.of(shape)
                    + " numbers that they claim to be; copy the whole folder of the model again.", e);
        }
    }

    private ModelFormatException bad(String key, String what) {
        return new ModelFormatException(source + ": the weights \"" + key + "\" " + what);
    }
}
