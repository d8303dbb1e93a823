package org.cntexplorer.study;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;

/**
 * What of a file's name are the labels of its network: {@code realaccuracy-{accuracy}} finds 0.9509 in
 * {@code net_realaccuracy-0.9509_binaccuracy-0.9500.npy}.
 *
 * <p>A pattern is plain text, {@code {name}} where a label stands, and {@code *} for any text, also none. It is looked for anywhere, first
 * in the file's name, then in its path below the study's folder (a pattern with a slash in the path alone), and the leftmost place counts;
 * upper and lower case differ. A placeholder takes the number that stands there; at the pattern's end, or before a {@code *}, only a number
 * that no letter follows, so that a hash like 7f3a is a word. Where there is no number it takes the shortest text, at least one character,
 * up to the pattern's next text, and never over an underscore, a slash or into the file's ending. No part of a pattern is a regular
 * expression.
 */
public final class FileNamePattern {
    private static final int LONGEST = 1000;
    private static final String EXAMPLE = ", as in realaccuracy-{accuracy}.";

    private sealed interface Part {}

    private record Text(String text) implements Part {}

    private record Placeholder(String name) implements Part {}

    private record Anything() implements Part {}

    /**
     * Which part of a path a placeholder took.
     *
     * @param name of the placeholder
     * @param from the first character's place in the path
     * @param to the place behind the last
     */
    public record Caught(String name, int from, int to) {}

    private final String source;
    private final List<Part> parts;

    private FileNamePattern(String source, List<Part> parts) {
        this.source = source;
        this.parts = List.copyOf(parts);
    }

    /**
     * @param pattern as a person writes it; backslashes are taken for slashes
     * @throws ModelFormatException with one sentence where it has no placeholder, a brace without its partner, a name that is empty or
     *     there twice, or two placeholders with nothing between them
     */
    public static FileNamePattern parse(String pattern) throws ModelFormatException {
        if (pattern.length() > LONGEST) {
            throw new ModelFormatException("The pattern has " + pattern.length() + " characters, more than " + LONGEST
                    + "; shorten it with *.");
        }
        String text = pattern.strip().replace('\\', '/');
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = switch (text.charAt(at)) {
                case '{' -> placeholder(text, at, parts);
                case '}' -> throw wrong(text, "closes a brace at character " + (at + 1)
                        + " that was not opened; write each label as {name}");
                case '*' -> anything(at, parts);
                default -> literal(text, at, parts);
            };
            at = end;
        }
        if (parts.stream().noneMatch(Placeholder.class::isInstance)) {
            throw new ModelFormatException((text.isEmpty() ? "The pattern is empty" : "The pattern " + text + " has no placeholder")
                    + "; write {accuracy} where the accuracy stands in the file names" + EXAMPLE);
        }
        return new FileNamePattern(text, parts);
    }

    private static int placeholder(String text, int at, List<Part> parts) throws ModelFormatException {
        int end = text.indexOf('}', at);
        int next = text.indexOf('{', at + 1);
        if (end < 0 || next >= 0 && next < end) {
            throw wrong(text, "does not close the brace at character " + (at + 1) + "; write each label as {name}");
        }
        String name = text.substring(at + 1, end).strip();
        if (name.isEmpty() || name.indexOf('*') >= 0 || name.indexOf('/') >= 0) {
            throw wrong(text, "has braces at character " + (at + 1)
                    + " without a name of letters and digits in them; write each label as {name}");
        }
        if (parts.contains(new Placeholder(name))) {
            throw wrong(text, "has {" + name
                    + "} twice; give every placeholder a name of its own, or write * where a text does not matter");
        }
        if (!parts.isEmpty() && parts.getLast() instanceof Placeholder(String before)) {
            throw wrong(text, "has {" + before + "} and {" + name
                    + "} side by side, which leaves open where one ends; write the text between them");
        }
        parts.add(new Placeholder(name));
        return end + 1;
    }

    private static int anything(int at, List<Part> parts) {
        if (!(parts.isEmpty() || parts.getLast() instanceof Anything)) {
            parts.add(new Anything());
        }
        return at + 1;
    }

    private static int literal(String text, int at, List<Part> parts) {
        int end = at;
        while (end < text.length() && "{}*".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        parts.add(new Text(text.substring(at, end)));
        return end;
    }

    private static ModelFormatException wrong(String pattern, String what) {
        return new ModelFormatException("The pattern " + pattern + " " + what + EXAMPLE);
    }

    /** The placeholders' names, in order. */
    public List<String> names() {
        return parts.stream().filter(Placeholder.class::isInstance).map(part -> ((Placeholder) part).name()).toList();
    }

    /**
     * @param path of a file below the study's folder, parted by slashes; or its name alone
     * @return a label for each placeholder; empty where the pattern is not found
     */
    public Optional<Labels> match(String path) {
        return find(path).map(caught -> {
            Map<String, Label> labels = new LinkedHashMap<>();
            caught.forEach(c -> labels.put(c.name(), Label.of(path.substring(c.from(), c.to()))));
            return new Labels(labels);
        });
    }

    /** As {@link #match}, where in the path: for a view that marks it. Empty where the pattern is not found. */
    public Optional<List<Caught>> find(String path) {
        int name = path.lastIndexOf('/') + 1;
        Optional<List<Caught>> inName = source.indexOf('/') < 0 ? new Search(path, parts).from(name) : Optional.empty();
        return inName.or(() -> new Search(path, parts).from(0));
    }

    /** The pattern as it was written, without white space around it. */
    @Override
    public String toString() {
        return source;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileNamePattern pattern && pattern.source.equals(source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    /** One search: tries one way after the other, but no part twice from the same place, so that it ends soon for any pattern. */
    private static final class Search {
        private final String path;
        private final List<Part> parts;
        /** Where the file's ending begins. */
        private final int ending;
        private final BitSet inVain = new BitSet();
        private final List<Caught> caught = new ArrayList<>();

        Search(String path, List<Part> parts) {
            this.path = path;
            this.parts = parts;
            this.ending = ModelNames.ending(path);
        }

        Optional<List<Caught>> from(int first) {
            for (int at = first; at <= path.length(); at++) {
                if (goesOn(0, at)) {
                    return Optional.of(List.copyOf(caught.reversed()));
                }
            }
            return Optional.empty();
        }

        /** Whether the parts from {@code part} on stand at {@code at}; {@link #caught} then has the last first. */
        private boolean goesOn(int part, int at) {
            if (part == parts.size()) {
                return true;
            }
            int state = state(part, at);
            if (inVain.get(state)) {
                return false;
            }
            boolean found = switch (parts.get(part)) {
                case Text(String text) -> path.startsWith(text, at) && goesOn(part + 1, at + text.length());
                case Anything() -> anything(part, at);
                case Placeholder(String name) -> number(name, part, at) || word(name, part, at);
            };
            if (!found) {
                inVain.set(state);
            }
            return found;
        }

        private int state(int part, int at) {
            return part * (path.length() + 1) + at;
        }

        private boolean anything(int part, int at) {
            // what was in vain from a later place is not gone through again
            for (int end = at; end <= path.length() && !inVain.get(state(part, end)); end++) {
                if (goesOn(part + 1, end)) {
                    return true;
                }
                inVain.set(state(part, end));
            }
            return false;
        }

        private boolean number(String name, int part, int at) {
            // the longest first: of {major}.{minor} in 1.5 the first is 1
            int[] ends = {NumberText.end(path, at), NumberText.endOfDecimals(path, at), NumberText.endOfWhole(path, at)};
            for (int end : ends) {
                if (end > at && !(isOpen(part) && end < path.length() && Character.isLetter(path.charAt(end)))
                        && takes(name, part, at, end)) {
                    return true;
                }
            }
            return false;
        }

        private boolean word(String name, int part, int at) {
            int end = at;
            while (end < path.length() && !stops(end)) {
                end++;
                if ((!isOpen(part) || end == path.length() || stops(end)) && takes(name, part, at, end)) {
                    return true;
                }
            }
            return false;
        }

        private boolean takes(String name, int part, int from, int to) {
            if (!goesOn(part + 1, to)) {
                return false;
            }
            caught.add(new Caught(name, from, to));
            return true;
        }

        /** Whether no text of the pattern says where the placeholder ends. */
        private boolean isOpen(int part) {
            return part + 1 == parts.size() || parts.get(part + 1) instanceof Anything;
        }

        private boolean stops(int at) {
            return path.charAt(at) == '_' || path.charAt(at) == '/' || at >= ending;
        }
    }
}
