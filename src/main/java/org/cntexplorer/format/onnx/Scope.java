package org.cntexplorer.format.onnx;

import java.util.HashMap;
import java.util.Map;

/**
 * The names of one body: of the model's graph, of a branch or a loop's body in it, or of a function that is called. Every value gets a name that no other
 * value of the file has, so that an inner one may be called as an outer one is, and a function may be called twice.
 */
final class Scope {
    private final Map<String, String> names = new HashMap<>();
    private final Scope outer;
    /** For each name that a value has the number of its next copy. */
    private final Map<String, Integer> taken;

    /** @param outer whose values are seen too; null where there is none @param taken names of the whole model */
    Scope(Scope outer, Map<String, Integer> taken) {
        this.outer = outer;
        this.taken = taken;
    }

    Scope inner() {
        return new Scope(this, taken);
    }

    /** A body that sees nothing of this one: a function's. */
    Scope apart() {
        return new Scope(null, taken);
    }

    /** A value of this body. */
    String define(String name) {
        if (name.isEmpty()) {
            return "";
        }
        return names.computeIfAbsent(name, own -> unused(own));
    }

    /** A value of this body that is an outer one. */
    void define(String name, String outerName) {
        names.put(name, outerName);
    }

    /** A name that no value has. */
    String unused(String wanted) {
        if (taken.putIfAbsent(wanted, 2) == null) {
            return wanted;
        }
        int copy = taken.get(wanted);
        String free = wanted + " (" + copy + ")";
        while (taken.putIfAbsent(free, 2) != null) {
            free = wanted + " (" + ++copy + ")";
        }
        taken.put(wanted, copy + 1);
        return free;
    }

    boolean sees(String name) {
        return names.containsKey(name) || outer != null && outer.sees(name);
    }

    /** The model-wide name; the name itself where nobody gives such a value. */
    String of(String name) {
        String found = names.get(name);
        return found != null ? found : outer != null ? outer.of(name) : name;
    }
}
