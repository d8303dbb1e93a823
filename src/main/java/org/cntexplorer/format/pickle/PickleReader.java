package org.cntexplorer.format.pickle;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.pickle.Pickled.Items;
import org.cntexplorer.progress.Progress;

/**
 * Reads one Python pickle (protocols 0 to 5) into inert values. Nothing is imported, called or executed: a call becomes a
 * {@link Pickled.Made}. Long texts and bytes stay slices of the file. Time and memory grow with the file's size only: values that the
 * memo shares are shared here too, and their number is bounded.
 */
public final class PickleReader {
    /** Most values, and most steps between two of them, of one pickle. A checkpoint of a large model has some ten thousand. */
    private static final int MOST_VALUES = 1_000_000;
    private static final int MOST_STEPS = 20_000_000;
    private static final int MOST_MARKS = 10_000;
    private static final int MOST_NAMES = 100;
    private static final int HIGHEST_PROTOCOL = 5;
    private static final Pickled.Whole[] SMALL = new Pickled.Whole[256];

    static {
        for (int i = 0; i < SMALL.length; i++) {
            SMALL[i] = new Pickled.Whole(i);
        }
    }

    private final PickleInput in;
    private final Progress progress;
    private final Set<String> called = new LinkedHashSet<>();
    private final List<Pickled.Persistent> outside = new ArrayList<>();
    private final Map<Long, Pickled> memo = new HashMap<>();
    private final List<Integer> marks = new ArrayList<>();
    private final List<Pickled> stack = new ArrayList<>();
    private int values;

    /**
     * @param source the file's name, for messages
     * @param bytes the file
     * @param from where the pickle begins
     * @param memory for what cannot be a slice of {@code bytes}: escaped texts of protocol 0
     */
    public PickleReader(String source, MemorySegment bytes, long from, SegmentAllocator memory, Progress progress) {
        this.in = new PickleInput(source, bytes, from, memory);
        this.progress = progress;
    }

    /** The byte after what has been read. */
    public long position() {
        return in.position();
    }

    /** The paths of the functions and classes that the pickle wants called, in order, the first hundred. None was. */
    public Set<String> called() {
        return called;
    }

    /** What the pickle refers to outside of itself, in order. */
    public List<Pickled.Persistent> outside() {
        return outside;
    }

    /** @throws ModelFormatException where the pickle is damaged, cut short or too large */
    public Pickled read() throws ModelFormatException {
        for (int step = 0; step < MOST_STEPS; step++) {
            if ((step & 0xffff) == 0) {
                progress.check();
            }
            int opcode = in.u1();
            if (opcode == '.') {
                return pop();
            }
            step(opcode);
        }
        throw in.bad("more than " + MOST_STEPS + " steps");
    }

    private void step(int opcode) throws ModelFormatException {
        switch (opcode) {
            case 0x80 -> {
                int protocol = in.u1();
                if (protocol > HIGHEST_PROTOCOL) {
                    throw in.bad("protocol " + protocol);
                }
            }
            case 0x95 -> in.i8();
            case '(' -> mark();
            case '0' -> discard();
            case '1' -> sinceMark();
            case '2' -> push(peek());
            case 'N' -> push(Pickled.None.NONE);
            case 0x88 -> push(new Pickled.Truth(true));
            case 0x89 -> push(new Pickled.Truth(false));
            case 'I', 'J', 'K', 'M', 'L', 0x8a, 0x8b, 'F', 'G' -> push(number(opcode));
            case 'S', 'T', 'U', 'B', 'C', 0x8e, 0x96 -> push(new Pickled.Bytes(bytes(opcode)));
            case 'V', 'X', 0x8c, 0x8d -> push(new Pickled.Text(text(opcode)));
            case ']', 'l', ')', 't', 0x85, 0x86, 0x87, 0x8f, 0x91 -> push(items(opcode));
            case '}' -> push(new Pickled.Dictionary());
            case 'd' -> {
                Pickled.Dictionary dictionary = new Pickled.Dictionary();
                put(dictionary, sinceMark());
                push(dictionary);
            }
            case 'a' -> {
                Pickled item = pop();
                add(List.of(item));
            }
            case 'e', 0x90 -> add(sinceMark());
            case 's' -> {
                Pickled value = pop();
                Pickled key = pop();
                put(peek(), List.of(key, value));
            }
            case 'u' -> {
                List<Pickled> pairs = sinceMark();
                put(peek(), pairs);
            }
            case 'g', 'h', 'j' -> push(remembered(index(opcode)));
            case 'p', 'q', 'r' -> remember(index(opcode));
            case 0x94 -> remember(memo.size());
            case 'c', 0x93, 'R', 0x81, 0x92, 'i', 'o', 'b' -> call(opcode);
            case 'P' -> persistent(new Pickled.Text(in.line()));
            case 'Q' -> persistent(pop());
            case 0x82 -> push(new Pickled.Global("copyreg", "extension_" + in.u1()));
            case 0x83 -> push(new Pickled.Global("copyreg", "extension_" + in.u2()));
            case 0x84 -> push(new Pickled.Global("copyreg", "extension_" + in.i4()));
            case 0x97 -> throw in.bad("a buffer kept outside of the file");
            case 0x98 -> peek();
            default -> throw in.bad("the unknown instruction 0x" + Integer.toHexString(opcode));
        }
    }

    private Pickled number(int opcode) throws ModelFormatException {
        return switch (opcode) {
            case 'K' -> SMALL[in.u1()];
            case 'M' -> new Pickled.Whole(in.u2());
            case 'J' -> new Pickled.Whole(in.i4());
            case 0x8a -> in.integer(in.u1());
            case 0x8b -> in.integer(in.u4());
            case 'L' -> in.decimalInteger();
            case 'F' -> in.decimalReal();
            case 'G' -> new Pickled.Real(in.bigEndianDouble());
            default -> {
                long before = in.position();
                Pickled number = in.decimalInteger();
                // protocols 0 and 1 write True as "01" and False as "00"
                boolean truth = in.position() - before == 3 && number instanceof Pickled.Whole whole && whole.value() <= 1 && whole.value() >= 0;
                yield truth ? new Pickled.Truth(((Pickled.Whole) number).value() == 1) : number;
            }
        };
    }

    private MemorySegment bytes(int opcode) throws ModelFormatException {
        return switch (opcode) {
            case 'S' -> in.quoted();
            case 'T' -> in.slice(in.i4());
            case 'U', 'C' -> in.slice(in.u1());
            case 'B' -> in.slice(in.u4());
            default -> in.slice(in.i8());
        };
    }

    private MemorySegment text(int opcode) throws ModelFormatException {
        return switch (opcode) {
            case 'V' -> in.rawUnicode();
            case 'X' -> in.slice(in.u4());
            case 0x8c -> in.slice(in.u1());
            default -> in.slice(in.i8());
        };
    }

    private Items items(int opcode) throws ModelFormatException {
        return switch (opcode) {
            case ']' -> new Items(Items.Kind.LIST, new ArrayList<>(0));
            case 'l' -> new Items(Items.Kind.LIST, sinceMark());
            case ')' -> new Items(Items.Kind.TUPLE, List.of());
            case 't' -> new Items(Items.Kind.TUPLE, sinceMark());
            case 0x85 -> new Items(Items.Kind.TUPLE, last(1));
            case 0x86 -> new Items(Items.Kind.TUPLE, last(2));
            case 0x87 -> new Items(Items.Kind.TUPLE, last(3));
            case 0x8f -> new Items(Items.Kind.SET, new ArrayList<>(0));
            default -> new Items(Items.Kind.FROZENSET, sinceMark());
        };
    }

    private long index(int opcode) throws ModelFormatException {
        return switch (opcode) {
            case 'h', 'q' -> in.u1();
            case 'j', 'r' -> in.u4();
            default -> in.lineNumber();
        };
    }

    private void call(int opcode) throws ModelFormatException {
        switch (opcode) {
            case 'c' -> push(new Pickled.Global(in.lineText(), in.lineText()));
            case 0x93 -> {
                Pickled name = pop();
                Pickled module = pop();
                push(new Pickled.Global(Pickled.text(module).orElseThrow(() -> in.bad("a module without a name")),
                        Pickled.text(name).orElseThrow(() -> in.bad("a class without a name"))));
            }
            case 'b' -> {
                Pickled state = pop();
                if (peek() instanceof Pickled.Made made) {
                    made.build(state);
                }
            }
            case 'i' -> made(new Pickled.Global(in.lineText(), in.lineText()), sinceMark(), null);
            case 'o' -> {
                List<Pickled> parts = sinceMark();
                if (parts.isEmpty()) {
                    throw in.bad("an object without a class");
                }
                made(parts.getFirst(), parts.subList(1, parts.size()), null);
            }
            case 0x92 -> {
                Pickled named = pop();
                List<Pickled> arguments = arguments(pop());
                made(pop(), arguments, named);
            }
            default -> {
                List<Pickled> arguments = arguments(pop());
                made(pop(), arguments, null);
            }
        }
    }

    private List<Pickled> arguments(Pickled tuple) throws ModelFormatException {
        if (tuple instanceof Items items) {
            return items.items();
        }
        throw in.bad("a call without arguments");
    }

    private void made(Pickled callee, List<Pickled> arguments, Pickled named) throws ModelFormatException {
        if (callee instanceof Pickled.Global global && called.size() < MOST_NAMES) {
            called.add(global.path());
        }
        push(new Pickled.Made(callee, arguments, named, in.position()));
    }

    private void persistent(Pickled id) throws ModelFormatException {
        Pickled.Persistent reference = new Pickled.Persistent(id);
        push(reference);
        outside.add(reference);
    }

    private void add(List<Pickled> more) throws ModelFormatException {
        switch (peek()) {
            case Items items when items.kind() == Items.Kind.LIST || items.kind() == Items.Kind.SET -> more.forEach(items::add);
            case Pickled.Made made -> more.forEach(made.appended()::add);
            default -> throw in.bad("an item for something that is no list");
        }
    }

    private void put(Pickled into, List<Pickled> pairs) throws ModelFormatException {
        if (pairs.size() % 2 != 0) {
            throw in.bad("a key without a value");
        }
        Pickled.Dictionary dictionary = switch (into) {
            case Pickled.Dictionary known -> known;
            case Pickled.Made made -> made.filled();
            default -> throw in.bad("an entry for something that is no dictionary");
        };
        for (int i = 0; i < pairs.size(); i += 2) {
            dictionary.put(pairs.get(i), pairs.get(i + 1));
        }
    }

    private void mark() throws ModelFormatException {
        if (marks.size() == MOST_MARKS) {
            throw in.bad("more than " + MOST_MARKS + " nested values");
        }
        marks.add(stack.size());
    }

    private void remember(long index) throws ModelFormatException {
        memo.put(index, peek());
        if (memo.size() > MOST_VALUES) {
            throw in.bad("more than " + MOST_VALUES + " values");
        }
    }

    private Pickled remembered(long index) throws ModelFormatException {
        Pickled value = memo.get(index);
        if (value == null) {
            throw in.bad("nothing remembered as number " + index);
        }
        return value;
    }

    private void push(Pickled value) throws ModelFormatException {
        if (++values > MOST_VALUES) {
            throw in.bad("more than " + MOST_VALUES + " values");
        }
        stack.add(value);
    }

    private int floor() {
        return marks.isEmpty() ? 0 : marks.getLast();
    }

    private Pickled peek() throws ModelFormatException {
        if (stack.size() <= floor()) {
            throw in.bad("an instruction without its value");
        }
        return stack.getLast();
    }

    private Pickled pop() throws ModelFormatException {
        Pickled value = peek();
        stack.removeLast();
        return value;
    }

    private void discard() throws ModelFormatException {
        if (stack.size() == floor() && !marks.isEmpty()) {
            marks.removeLast();
        } else {
            pop();
        }
    }

    private List<Pickled> last(int count) throws ModelFormatException {
        if (stack.size() - floor() < count) {
            throw in.bad("a tuple of " + count + " with fewer values");
        }
        return take(stack.size() - count);
    }

    private List<Pickled> sinceMark() throws ModelFormatException {
        if (marks.isEmpty()) {
            throw in.bad("no mark");
        }
        return take(marks.removeLast());
    }

    private List<Pickled> take(int from) {
        List<Pickled> top = stack.subList(from, stack.size());
        List<Pickled> taken = new ArrayList<>(top);
        top.clear();
        return taken;
    }
}
