package org.cntexplorer.format.lowering;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.UnknownSizeException;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Block;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.LayerValues;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Shape;

/** A network in the making: layers and connections so far, and where each value of the model comes from. */
final class Draft {
    private static final int LONGEST_NAME = 120;
    private static final int MOST_LAYERS = 10_000;
    private static final int MOST_CONNECTIONS = 100_000;
    /** Weights that factors are multiplied into take as much room as the file does, or twice as much, where each meets some once. */
    private static final int MOST_GROWTH = 8;
    /** For models that keep their weights in files beside them. */
    private static final long LEAST_ROOM = 1L << 30;

    private final MappedFile file;
    /** In the order in which they were found, each once. */
    private final Set<String> warnings;
    private final List<LayerDraft> layers = new ArrayList<>();
    /** With the numbers that their layers have here; those of the network are given at the end. */
    private final List<Connection> connections = new ArrayList<>();
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, List<Integer>> indices = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    /** For a name that several layers want, the number of the next copy. */
    private final Map<String, Integer> copies = new HashMap<>();
    /** For each type of operator that became a block, the layers and their operators' names. */
    private final Map<String, Map<Integer, String>> blocks = new LinkedHashMap<>();

    private final LayerPlaces places = new LayerPlaces();
    private Supplier<List<LayerValues>> layerValues = List::of;
    private long room;

    private static final class LayerDraft {
        private final String name;
        private final String kind;
        private Shape shape;
        private String activation = "";
        /** Numbers of the connections that enter it. */
        private final List<Integer> into = new ArrayList<>();
        private boolean gone;
        private boolean vocabulary;

        private LayerDraft(String name, String kind, Shape shape) {
            this.name = name;
            this.kind = kind;
            this.shape = shape;
        }
    }

    Draft(MappedFile file, List<String> warnings) {
        this.file = file;
        this.warnings = new LinkedHashSet<>(warnings);
    }

    MappedFile file() {
        return file;
    }

    /**
     * Memory outside of the heap for weights that are computed, for as long as the file is open.
     *
     * @throws TooLargeException where weights were computed over and over
     */
    MemorySegment room(long bytes) {
        room += bytes;
        long most = Math.max(LEAST_ROOM, MOST_GROWTH * file.size());
        if (room > most) {
            throw new TooLargeException("its factors are multiplied into weights that need " + room + " bytes by then, and no more than " + most + " are taken",
                    "open the model without folding normalisations, or a smaller one");
        }
        return file.arena().allocate(Math.max(1, bytes), 64).asSlice(0, bytes);
    }

    /** @throws ModelFormatException where there are so many dense layers and convolutions, each a layer, that none of them need be lowered */
    static void checkLayers(List<Operator> operators, MappedFile file) throws ModelFormatException {
        if (operators.stream().filter(o -> o instanceof Operator.Dense || o instanceof Operator.Convolution).limit(MOST_LAYERS + 1L).count() > MOST_LAYERS) {
            throw tooManyLayers(file);
        }
    }

    private static ModelFormatException tooManyLayers(MappedFile file) {
        return new ModelFormatException(file.name() + ": it has more than " + MOST_LAYERS + " layers, which no network has; check where the file comes from.");
    }

    ModelFormatException bad(String sentence) {
        return new ModelFormatException(file.name() + ": " + sentence);
    }

    /** What must be known of the input and is not, in the words of a person who can say it. */
    ModelFormatException unknownSize(String subject) {
        return new UnknownSizeException(file.name() + ": " + subject + ", which the file does not say; give it (--input-shape C,H,W).");
    }

    void warn(String sentence) {
        warnings.add(sentence);
    }

    /** That an operator is drawn as a block, told once for all of its type. */
    void warnOfBlock(String type, String name, int layer) {
        blocks.computeIfAbsent(clean(type), t -> new LinkedHashMap<>()).put(layer, clean(name));
    }

    /** @throws ModelFormatException where no layer can have these extents */
    Shape shape(List<Integer> extents, String of) throws ModelFormatException {
        try {
            return new Shape(extents);
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(file.name() + ": \"" + of + "\" has the extents " + extents
                    + ", but a layer has 1 to 2,147,483,647 neurons; save the model again.", e);
        }
    }

    /** @param shape null where it is known only from the first weights that it meets */
    int addLayer(String name, String kind, Shape shape) throws ModelFormatException {
        if (layers.size() == MOST_LAYERS) {
            throw tooManyLayers(file);
        }
        layers.add(new LayerDraft(unused(name), kind, shape));
        return layers.size() - 1;
    }

    /** Whether it has as many layers or connections as it may have. */
    boolean isFull() {
        return layers.size() == MOST_LAYERS || connections.size() == MOST_CONNECTIONS;
    }

    String nameOf(int layer) {
        return layer < 0 ? "a constant" : layers.get(layer).name;
    }

    String kindOf(int layer) {
        return layers.get(layer).kind;
    }

    /** Whether the size of a layer is but assumed, or not known at all. */
    boolean isBlock(int layer) {
        return layer >= 0 && layers.get(layer).kind.equals("block");
    }

    Shape shapeOf(int layer) {
        return layers.get(layer).shape;
    }

    /** Neurons of a layer, or 0 where that is not known yet. */
    int neurons(int layer) {
        Shape shape = layers.get(layer).shape;
        return shape == null ? 0 : shape.neurons();
    }

    void settle(int layer, Shape shape) {
        layers.get(layer).shape = shape;
    }

    /** That the neurons of an input are words, of which an embedding looks some up. */
    void markVocabulary(int layer) {
        layers.get(layer).vocabulary = true;
    }

    boolean isVocabulary(int layer) {
        return layers.get(layer).vocabulary;
    }

    /** The extents of a value of numbers that are looked up, which are no neurons themselves. */
    void giveIndices(String value, List<Integer> extents) {
        if (!extents.isEmpty()) {
            indices.put(value, extents);
        }
    }

    Optional<List<Integer>> indices(String value) {
        return Optional.ofNullable(indices.get(value));
    }

    /** The first function after a layer is its activation; "linear" is replaced by a later one. @return whether this is it */
    boolean activate(int layer, String function) {
        LayerDraft draft = layers.get(layer);
        if (draft.kind.equals("input")) {
            warn("The input \"" + draft.name + "\" passes the function " + clean(function) + " first; this is not counted in the weights.");
        } else if (draft.activation.isEmpty() || draft.activation.equals("linear")) {
            draft.activation = clean(function);
            return true;
        }
        return false;
    }

    int nextConnection() {
        return connections.size();
    }

    /** The connections that enter a layer whose sums are still just that: no function follows yet. None otherwise. */
    List<Connection> sumsOf(int layer) {
        LayerDraft draft = layers.get(layer);
        return draft.activation.isEmpty() ? draft.into.stream().map(connections::get).toList() : List.of();
    }

    /** Puts a connection in the place of the one of its index. */
    void replace(Connection connection) {
        connections.set(connection.index(), connection);
    }

    void connect(Connection connection) {
        if (connections.size() == MOST_CONNECTIONS) {
            throw new TooLargeException("with it more than " + MOST_CONNECTIONS + " connections join the layers", "open a smaller model");
        }
        layers.get(connection.to()).into.add(connections.size());
        connections.add(connection);
    }

    /** Makes two layers of as many neurons one: the neurons of a sum, with the links of both. */
    void merge(int gone, int into) {
        for (int c : layers.get(gone).into) {
            Connection connection = connections.get(c);
            connections.set(c, connection.between(c, connection.from() == gone ? into : connection.from(), into));
            layers.get(into).into.add(c);
        }
        layers.get(gone).into.clear();
        layers.get(gone).gone = true;
        places.merge(gone, into);
        names.remove(layers.get(gone).name);
    }

    /** Leaves out what leads to none of these values: the arithmetic of shapes and labels. Nothing where none of them is known. */
    void keep(Collection<String> wanted) {
        Set<Integer> kept = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>();
        wanted.stream().map(values::get).filter(Objects::nonNull).flatMap(value -> value.sources().stream()).map(Value.Source::layer).forEach(open::push);
        if (open.isEmpty()) {
            return;
        }
        while (!open.isEmpty()) {
            int layer = open.pop();
            if (kept.add(layer)) {
                layers.get(layer).into.forEach(c -> open.push(connections.get(c).from()));
            }
        }
        for (int l = 0; l < layers.size(); l++) {
            layers.get(l).gone |= !kept.contains(l);
        }
    }

    /** An operator that is about to give its values. */
    void follow(Operator operator) {
        places.follow(operator);
    }

    void give(String value, Value what) {
        values.put(value, what);
        places.note(value, what);
    }

    /** That a value is what a layer's function has made of its sums. */
    void givePassed(String value, Value what, Collection<Integer> layers) {
        values.put(value, what);
        layers.forEach(layer -> places.pass(layer, value, what));
    }

    /** Which names are those of values of the model. */
    void name(Predicate<String> values) {
        places.name(values);
    }

    /** Two values that hold what a recurrent layer sums and gives at every step, whether or not another operator takes them. */
    void giveSteps(int layer, String sums, String given, Value what) {
        places.steps(layer, sums, given, what);
    }

    /** Where the layers of the network that was made are found; asked when they are wanted, for it may be long lists. */
    Supplier<List<LayerValues>> layerValues() {
        return layerValues;
    }

    void forget(String value) {
        values.remove(value);
    }

    Optional<Value> find(String value) {
        return Optional.ofNullable(values.get(value));
    }

    Value value(String value, String taker) throws ModelFormatException {
        Value found = values.get(value);
        if (found == null) {
            throw bad("\"" + clean(taker) + "\" takes the value \"" + clean(value) + "\", which nothing before it gives; save the model again.");
        }
        return found;
    }

    /** A name fit to be shown, that no other layer has. */
    private String unused(String name) {
        String clean = clean(name);
        String wanted = clean.isBlank() ? "layer " + layers.size() : clean;
        String free = wanted;
        while (!names.add(free)) {
            free = wanted + " (" + copies.merge(wanted, 2, (next, first) -> next + 1) + ")";
        }
        return free;
    }

    static String clean(String name) {
        String shown = name.codePoints().limit(LONGEST_NAME)
                .map(c -> Character.isISOControl(c) || !Character.isDefined(c) || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.SURROGATE || c == '\u2028' || c == '\u2029' ? '·' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return shown.strip();
    }

    /** What is to be said, in sentences fit to be shown, those of one kind together. */
    private List<String> said() {
        return RepeatedWarnings.together(warnings.stream().map(ModelFormatException::shown).toList());
    }

    private void warnOfBlocks() {
        blocks.forEach((type, all) -> {
            List<String> of = all.entrySet().stream().filter(one -> !layers.get(one.getKey()).gone).map(Map.Entry::getValue).toList();
            if (of.isEmpty()) {
                return;
            }
            String first = of.stream().filter(name -> !name.isEmpty()).findFirst().map(name -> "\"" + name + "\"").orElse("without a name");
            warnings.add("The operator " + type + " (" + (of.size() > 1 ? of.size() + " of them, the first " + first : first)
                    + ") is drawn as a block; its neurons count only the links of what follows.");
        });
    }

    Network network(String format, OpenOptions options, StepAxes steps) throws ModelFormatException {
        if (connections.stream().noneMatch(c -> c.counted() && !layers.get(c.to()).gone)) {
            throw bad("it has no layer with weights that could be drawn; open a model with weights.");
        }
        warnOfBlocks();
        int[] order = order();
        int[] place = new int[layers.size()];
        List<Layer> made = new ArrayList<>();
        for (int l : order) {
            LayerDraft draft = layers.get(l);
            place[l] = made.size();
            if (draft.shape == null && !draft.kind.equals("block")) {
                throw bad("the size of \"" + draft.name + "\" is written nowhere and no weights tell it; save the model with its input shape.");
            }
            made.add(new Layer(made.size(), draft.name, draft.kind, draft.shape == null ? Shape.of(1) : draft.shape, draft.activation));
        }
        if (options.inputShape().isPresent()) {
            Shape wanted = options.inputShape().get();
            Layer input = made.getFirst();
            if (wanted.neurons() != input.neurons()) {
                throw bad("its input has " + input.neurons() + " neurons, the input shape " + wanted + " has " + wanted.neurons()
                        + "; give extents whose product is " + input.neurons() + ".");
            }
            made.set(0, input.withShape(wanted));
        }
        List<Connection> wired = new ArrayList<>();
        for (Connection connection : connections) {
            if (layers.get(connection.to()).gone) {
                continue;
            }
            int from = place[connection.from()];
            int to = place[connection.to()];
            // the sizes of blocks may have become known behind them only
            wired.add(connection instanceof Block block
                    ? new Block(wired.size(), block.name(), block.kind(), from, to, made.get(from).neurons(), made.get(to).neurons())
                    : connection.between(wired.size(), from, to));
        }
        List<Integer> kept = Arrays.stream(order).boxed().toList();
        layerValues = () -> places.of(kept, layer -> place[layer]);
        String name = file.name();
        int dot = name.lastIndexOf('.');
        Network network = new Network(clean(dot > 0 ? name.substring(0, dot) : name), format, made, wired, said(), file::close);
        return network.stepping(inNetwork(steps.layers(), place), inNetwork(steps.averaging(), place));
    }

    private Set<Integer> inNetwork(Set<Integer> drafts, int[] place) {
        Set<Integer> numbers = new HashSet<>();
        drafts.stream().filter(layer -> !layers.get(layer).gone).forEach(layer -> numbers.add(place[layer]));
        return numbers;
    }

    /** The layers that are left, each behind those whose links enter it, as they were made as far as that goes. */
    private int[] order() {
        List<Set<Integer>> after = new ArrayList<>();
        int[] missing = new int[layers.size()];
        layers.forEach(layer -> after.add(new HashSet<>()));
        for (Connection c : connections) {
            if (c.from() != c.to() && !layers.get(c.to()).gone && after.get(c.from()).add(c.to())) {
                missing[c.to()]++;
            }
        }
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int l = 0; l < missing.length; l++) {
            if (missing[l] == 0 && !layers.get(l).gone) {
                ready.add(l);
            }
        }
        Collection<Integer> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            int next = ready.poll();
            order.add(next);
            for (int taker : after.get(next)) {
                if (--missing[taker] == 0) {
                    ready.add(taker);
                }
            }
        }
        return order.stream().mapToInt(Integer::intValue).toArray();
    }
}
