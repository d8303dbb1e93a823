package org.cntexplorer.format.numpy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.pickle.Pickled;

/** Gathers the number arrays of a pickled value in order: of arrays of objects, lists, tuples and dictionaries. */
final class ArrayCollector {
    private static final int MOST_ARRAYS = 10_000;
    private static final int MOST_VISITS = 1_000_000;
    private static final int DEEPEST = 64;

    private final String source;
    private final NumpyPickle numpy;
    private final List<NamedArray> arrays = new ArrayList<>();
    private final Set<String> leftOut = new TreeSet<>();
    private int visits;

    ArrayCollector(String source, NumpyPickle numpy) {
        this.source = source;
        this.numpy = numpy;
    }

    List<NamedArray> arrays() {
        return arrays;
    }

    /** What else the file holds, in words. */
    Set<String> leftOut() {
        return leftOut;
    }

    void collect(Pickled value) throws ModelFormatException {
        collect("", value, 0);
    }

    private void collect(String name, Pickled value, int depth) throws ModelFormatException {
        if (++visits > MOST_VISITS || arrays.size() > MOST_ARRAYS || depth > DEEPEST) {
            throw new ModelFormatException(source + " holds lists within lists without end (" + (depth > DEEPEST ? "more than " + DEEPEST
                    + " deep" : "more than " + MOST_ARRAYS + " arrays") + "), which no network needs; save its weights as one list of arrays.");
        }
        Optional<NumpyArray> array = numpy.array(value);
        if (array.isPresent()) {
            switch (array.get()) {
                case NumpyArray.Numbers numbers -> arrays.add(new NamedArray(name, numbers));
                case NumpyArray.Objects objects -> all(name, objects.items(), depth);
            }
            return;
        }
        switch (value) {
            case Pickled.Items items -> all(name, items.items(), depth);
            case Pickled.Dictionary dictionary -> entries(name, dictionary, depth);
            case Pickled.Made made when made.path().equals("collections.OrderedDict") -> {
                if (made.entries().isPresent()) {
                    entries(name, made.entries().get(), depth);
                }
            }
            case Pickled.Made made -> throw new ModelFormatException(source + " asks Python to call "
                    + (made.path().isEmpty() ? "something" : made.path()) + " (before byte " + made.offset()
                    + "); nothing was run, because a model is plain arrays: save it as such, and do not load this file in Python unless you trust it.");
            case Pickled.Global global -> leftOut.add(global.path());
            case Pickled.None none -> { }
            case Pickled.Persistent reference -> leftOut.add(reference.what());
            case Pickled.Truth truth -> leftOut.add("a truth value");
            case Pickled.Whole number -> leftOut.add("a number");
            case Pickled.BigWhole number -> leftOut.add("a number");
            case Pickled.Real number -> leftOut.add("a number");
            case Pickled.Text text -> leftOut.add("a text");
            case Pickled.Bytes bytes -> leftOut.add("a text");
        }
    }

    private void all(String name, List<Pickled> items, int depth) throws ModelFormatException {
        for (Pickled item : items) {
            collect(name, item, depth + 1);
        }
    }

    private void entries(String name, Pickled.Dictionary dictionary, int depth) throws ModelFormatException {
        for (Pickled.Entry entry : dictionary.entries()) {
            String key = Pickled.text(entry.key()).or(() -> Pickled.whole(entry.key()).map(String::valueOf)).orElse("");
            collect(name.isEmpty() ? key : name.length() > 200 ? name : name + "." + key, entry.value(), depth + 1);
        }
    }
}
