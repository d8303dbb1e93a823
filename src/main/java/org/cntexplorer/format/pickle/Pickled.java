package org.cntexplorer.format.pickle;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A value of a Python pickle, inert: classes and functions are names, calls are records of what was to be called with what. Values may
 * share parts and may contain themselves, so nothing here walks into its parts; whoever does must bound it.
 */
public sealed interface Pickled {
    /** What a person calls it: "a list", "the function posix.system". */
    String what();

    /** None. */
    record None() implements Pickled {
        public static final None NONE = new None();

        @Override
        public String what() {
            return "None";
        }
    }

    /** True or False. */
    record Truth(boolean value) implements Pickled {
        @Override
        public String what() {
            return value ? "True" : "False";
        }
    }

    /** An integer that fits 64 bits. */
    record Whole(long value) implements Pickled {
        @Override
        public String what() {
            return "the number " + value;
        }
    }

    /** A larger integer. */
    record BigWhole(BigInteger value) implements Pickled {
        @Override
        public String what() {
            return "an integer of " + value.bitLength() + " bits";
        }
    }

    /** A float. */
    record Real(double value) implements Pickled {
        @Override
        public String what() {
            return "the number " + value;
        }
    }

    /** A str: its UTF-8 bytes where the file has them. */
    final class Text implements Pickled {
        private final MemorySegment utf8;
        private String decoded;

        Text(MemorySegment utf8) {
            this.utf8 = utf8;
        }

        public MemorySegment utf8() {
            return utf8;
        }

        /** Decoded; of a long text only the first 4,096 bytes. */
        public String string() {
            if (decoded == null) {
                decoded = Latin.utf8(utf8);
            }
            return decoded;
        }

        @Override
        public String what() {
            return "a text";
        }
    }

    /** bytes, a bytearray, or a str of Python 2: a slice of the file. */
    final class Bytes implements Pickled {
        private final MemorySegment data;
        private String decoded;

        Bytes(MemorySegment data) {
            this.data = data;
        }

        public MemorySegment data() {
            return data;
        }

        /** As Latin-1; of long bytes only the first 4,096. */
        public String string() {
            if (decoded == null) {
                decoded = Latin.text(data);
            }
            return decoded;
        }

        @Override
        public String what() {
            return data.byteSize() + " bytes";
        }
    }

    /** A list, tuple, set or frozenset. */
    final class Items implements Pickled {
        /** Which of them. */
        public enum Kind { LIST, TUPLE, SET, FROZENSET }

        private final Kind kind;
        private final List<Pickled> items;

        Items(Kind kind, List<Pickled> items) {
            this.kind = kind;
            this.items = items;
        }

        public Kind kind() {
            return kind;
        }

        public List<Pickled> items() {
            return Collections.unmodifiableList(items);
        }

        void add(Pickled item) {
            items.add(item);
        }

        @Override
        public String what() {
            return "a " + kind.name().toLowerCase(java.util.Locale.ROOT) + " of " + items.size();
        }
    }

    /** A dictionary, in the order of the file. */
    final class Dictionary implements Pickled {
        private final List<Entry> entries = new ArrayList<>(0);

        public List<Entry> entries() {
            return Collections.unmodifiableList(entries);
        }

        void put(Pickled key, Pickled value) {
            entries.add(new Entry(key, value));
        }

        /** The value under a text key; the last one where the key comes twice, as Python has it. */
        public Optional<Pickled> get(String key) {
            for (int i = entries.size() - 1; i >= 0; i--) {
                if (Pickled.text(entries.get(i).key()).filter(key::equals).isPresent()) {
                    return Optional.of(entries.get(i).value());
                }
            }
            return Optional.empty();
        }

        @Override
        public String what() {
            return "a dictionary of " + entries.size();
        }
    }

    /** One entry of a dictionary. */
    final class Entry {
        private final Pickled key;
        private final Pickled value;

        public Entry(Pickled key, Pickled value) {
            this.key = key;
            this.value = value;
        }

        public Pickled key() {
            return key;
        }

        public Pickled value() {
            return value;
        }
    }

    /** The name of a class or function. Nothing is ever looked up by it. */
    record Global(String module, String name) implements Pickled {
        /** "numpy.core.multiarray._reconstruct" */
        public String path() {
            return module + "." + name;
        }

        @Override
        public String what() {
            return path();
        }
    }

    /**
     * What Python would have made by calling something: the callee, its arguments, and what was then given to the result. The state of
     * an unknown class is kept as the file has it, so the order of its fields is the file's.
     */
    final class Made implements Pickled {
        private final Pickled callee;
        private final List<Pickled> arguments;
        private final Pickled named;
        private final long offset;
        private Pickled state;
        private Items items;
        private Dictionary entries;

        Made(Pickled callee, List<Pickled> arguments, Pickled named, long offset) {
            this.callee = callee;
            this.arguments = arguments;
            this.named = named;
            this.offset = offset;
        }

        public Pickled callee() {
            return callee;
        }

        /** The callee's path where it is a name, else "". */
        public String path() {
            return callee instanceof Global global ? global.path() : "";
        }

        public List<Pickled> arguments() {
            return Collections.unmodifiableList(arguments);
        }

        /** Its arguments by name, a dictionary. */
        public Optional<Pickled> named() {
            return Optional.ofNullable(named);
        }

        /** Where in the file the call stands. */
        public long offset() {
            return offset;
        }

        /** What BUILD gave it. */
        public Optional<Pickled> state() {
            return Optional.ofNullable(state);
        }

        /** What was appended to it, as to a list. */
        public List<Pickled> items() {
            return items == null ? List.of() : items.items();
        }

        /** What was put into it, as into a dictionary (an OrderedDict, say). */
        public Optional<Dictionary> entries() {
            return Optional.ofNullable(entries);
        }

        void build(Pickled with) {
            state = with;
        }

        Items appended() {
            if (items == null) {
                items = new Items(Items.Kind.LIST, new ArrayList<>(0));
            }
            return items;
        }

        Dictionary filled() {
            if (entries == null) {
                entries = new Dictionary();
            }
            return entries;
        }

        @Override
        public String what() {
            return callee instanceof Global global ? "an object of " + global.path() : "the result of a call";
        }
    }

    /** A reference to something that lies outside of the pickle: a storage of PyTorch. */
    final class Persistent implements Pickled {
        private final Pickled id;

        Persistent(Pickled id) {
            this.id = id;
        }

        public Pickled id() {
            return id;
        }

        @Override
        public String what() {
            return "a reference to data outside of the pickle";
        }
    }

    /** The text of a str of Python 2 or 3. */
    static Optional<String> text(Pickled value) {
        return switch (value) {
            case Text text -> Optional.of(text.string());
            case Bytes bytes -> Optional.of(bytes.string());
            default -> Optional.empty();
        };
    }

    /** The value of an integer or a bool. */
    static Optional<Long> whole(Pickled value) {
        return switch (value) {
            case Whole number -> Optional.of(number.value());
            case Truth truth -> Optional.of(truth.value() ? 1L : 0L);
            default -> Optional.empty();
        };
    }
}
