package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Shape;

/** A network in the making: layers and connections so far, and where each value of the model comes from. */
final class Draft {
    private static final int LONGEST_NAME = 120;
    private static final int MOST_LAYERS = 10_000;

    private final MappedFile file;
    private final List<String> warnings;
    private final List<LayerDraft> layers = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();
    private final Map<String, Signal> signals = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    /** For a name that several layers want, the number of the next copy. */
    private final Map<String, Integer> copies = new HashMap<>();

    private static final class LayerDraft {
        private final String name;
        private final String kind;
        private Shape shape;
        private String activation = "";

        private LayerDraft(String name, String kind, Shape shape) {
            this.name = name;
            this.kind = kind;
            this.shape = shape;
        }
    }

    Draft(MappedFile file, List<String> warnings) {
        this.file = file;
        this.warnings = new ArrayList<>(warnings);
    }

    MappedFile file() {
        return file;
    }

    ModelFormatException bad(String sentence) {
        return new ModelFormatException(file.name() + ": " + sentence);
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
            throw bad("it has more than " + MOST_LAYERS + " layers, which no network has; check where the file comes from.");
        }
        layers.add(new LayerDraft(unused(name), kind, shape));
        return layers.size() - 1;
    }

    String nameOf(int layer) {
        return layers.get(layer).name;
    }

    /** Neurons of a layer, or 0 where that is not known yet. */
    int neurons(int layer) {
        Shape shape = layers.get(layer).shape;
        return shape == null ? 0 : shape.neurons();
    }

    void settle(int layer, Shape shape) {
        layers.get(layer).shape = shape;
    }

    /** The first function after a layer is its activation; "linear" is replaced by a later one. */
    void activate(int layer, String function) {
        LayerDraft draft = layers.get(layer);
        if (draft.kind.equals("input")) {
            warnings.add("The input \"" + draft.name + "\" passes the function " + clean(function) + " first; this is not counted in the weights.");
        } else if (draft.activation.isEmpty() || draft.activation.equals("linear")) {
            draft.activation = clean(function);
        }
    }

    int nextConnection() {
        return connections.size();
    }

    /** The one connection that enters a layer, whose sums are still just that: no function follows yet. Empty otherwise. */
    Optional<Connection> sumsOf(int layer) {
        List<Connection> into = connections.stream().filter(c -> c.to() == layer).toList();
        return into.size() == 1 && layers.get(layer).activation.isEmpty() ? Optional.of(into.getFirst()) : Optional.empty();
    }

    /** Puts a connection in the place of the one of its index. */
    void replace(Connection connection) {
        connections.set(connection.index(), connection);
    }

    void connect(Connection connection) {
        connections.add(connection);
    }

    void give(String value, Signal signal) {
        signals.put(value, signal);
    }

    Signal signal(String value, String taker) throws ModelFormatException {
        Signal signal = signals.get(value);
        if (signal == null) {
            throw bad("\"" + taker + "\" takes the value \"" + value + "\", which nothing before it gives; save the model again.");
        }
        return signal;
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

    private static String clean(String name) {
        String shown = name.codePoints().limit(LONGEST_NAME)
                .map(c -> Character.isISOControl(c) || !Character.isDefined(c) || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.SURROGATE || c == '\u2028' || c == '\u2029' ? '·' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return shown.strip();
    }

    Network network(String format, OpenOptions options) throws ModelFormatException {
        if (connections.isEmpty()) {
            throw bad("it has no layer with weights that could be drawn; open a model with dense layers.");
        }
        List<Layer> made = new ArrayList<>();
        for (LayerDraft draft : layers) {
            if (draft.shape == null) {
                throw bad("the size of \"" + draft.name + "\" is written nowhere and no weights tell it; save the model with its input shape.");
            }
            made.add(new Layer(made.size(), draft.name, draft.kind, draft.shape, draft.activation));
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
        String name = file.name();
        int dot = name.lastIndexOf('.');
        return new Network(clean(dot > 0 ? name.substring(0, dot) : name), format, made, connections, warnings, file::close);
    }
}
