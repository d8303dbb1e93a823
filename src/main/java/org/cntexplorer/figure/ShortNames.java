package org.cntexplorer.figure;

import java.util.List;

/**
 * Names that stand beside one another, as short as tells them apart: what all begin with and what all end in is left out of those that have
 * no room, and then their middle.
 */
record ShortNames(List<String> names, int prefix, int suffix) {
    /** Fewer letters than this are not worth leaving out. */
    private static final int LEAST = 4;

    static ShortNames of(List<String> names) {
        String first = names.isEmpty() ? "" : names.getFirst();
        int shortest = names.stream().mapToInt(String::length).min().orElse(0);
        int prefix = 0;
        while (names.size() > 1 && prefix < shortest && same(names, first.charAt(prefix), prefix, true)) {
            prefix++;
        }
        int suffix = 0;
        while (names.size() > 1 && suffix < shortest - prefix && same(names, first.charAt(first.length() - 1 - suffix), suffix, false)) {
            suffix++;
        }
        // a pair of surrogates is one letter, and a number is not torn apart
        while (prefix > 0 && (Character.isLowSurrogate(first.charAt(prefix - 1)) != Character.isSurrogate(first.charAt(prefix - 1))
                || Character.isDigit(first.charAt(prefix - 1)))) {
            prefix--;
        }
        while (suffix > 0 && (Character.isLowSurrogate(first.charAt(first.length() - suffix))
                || Character.isDigit(first.charAt(first.length() - suffix)))) {
            suffix--;
        }
        boolean all = prefix + suffix >= shortest;
        return new ShortNames(names, all || prefix < LEAST ? 0 : prefix, all || suffix < LEAST ? 0 : suffix);
    }

    private static boolean same(List<String> names, char letter, int at, boolean fromStart) {
        return names.stream().allMatch(name -> name.charAt(fromStart ? at : name.length() - 1 - at) == letter);
    }

    /** One of the names, no wider than a room if that can be. */
    RichText cut(int name, FontFace face, double room, float size) {
        String whole = names.get(name);
        // the room may come from the name's own width
        double enough = room + 0.01 * size;
        if (face.width(size, whole) <= enough || prefix + suffix == 0) {
            return RichText.cut(whole, face, enough, size);
        }
        String own = whole.substring(prefix, whole.length() - suffix);
        String marked = (prefix > 0 ? "…" : "") + own + (suffix > 0 ? "…" : "");
        return RichText.cut(face.width(size, marked) <= enough ? marked : own, face, enough, size);
    }
}
