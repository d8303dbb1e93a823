package org.cntexplorer.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a file as its format sees it: a field, an entry, a value, an instruction. A file is a tree of them, which may be changed and
 * written anew, with all lengths and checksums right.
 */
final class Part {
    /** How its bytes are written. */
    final Grammar grammar;
    /** What stands before it: the number of a field, the name of an entry, the code of an instruction; as the grammar wants it. */
    Object label;
    /** Long, Double, String, byte[] or anything else that the grammar writes; null where it has parts. */
    Object value;
    /** Null where it has a value. */
    List<Part> parts;

    Part(Grammar grammar, Object label, Object value, List<Part> parts) {
        this.grammar = grammar;
        this.label = label;
        this.value = value;
        this.parts = parts;
    }

    static Part leaf(Grammar grammar, Object label, Object value) {
        return new Part(grammar, label, value, null);
    }

    static Part of(Grammar grammar, Object label, List<Part> parts) {
        return new Part(grammar, label, null, new ArrayList<>(parts));
    }

    Part copy() {
        return new Part(grammar, label, value, parts == null ? null : new ArrayList<>(parts.stream().map(Part::copy).toList()));
    }

    /** It and all below it, in order. */
    List<Part> all() {
        List<Part> all = new ArrayList<>();
        gather(all);
        return all;
    }

    private void gather(List<Part> all) {
        all.add(this);
        if (parts != null) {
            parts.forEach(part -> part.gather(all));
        }
    }

    byte[] bytes() {
        return grammar.write(this);
    }
}
