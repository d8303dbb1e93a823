package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A line of text with italic parts, as the symbols of a formula are set. Drawn as text, never as outlines. */
record RichText(List<Run> runs) {
    /** How small and how far down an index is, in sizes of the font. */
    private static final float INDEX = 0.72f;
    private static final double LOWER = 0.2;

    /** @param index whether it stands smaller and lower */
    record Run(String text, FontFace face, boolean index) {
        Run(String text, FontFace face) {
            this(text, face, false);
        }

        private float size(float size) {
            return index ? INDEX * size : size;
        }

        private double width(float size) {
            return face.width(size(size), text);
        }
    }

    RichText {
        runs = List.copyOf(runs);
    }

    /** Parts between asterisks are italic, and a word that an underscore joins to one is its index: {@code "In-strength *s*_in"}. */
    static RichText of(String marked) {
        List<Run> runs = new ArrayList<>();
        FontFace face = FontFace.REGULAR;
        for (String part : marked.split("\\*", -1)) {
            boolean indexed = face == FontFace.REGULAR && !runs.isEmpty() && part.startsWith("_");
            int end = indexed ? part.length() - part.substring(1).replaceFirst("^[\\p{L}\\p{N}]+", "").length() : 0;
            if (end > 1) {
                runs.add(new Run(part.substring(1, end), face, true));
            }
            String rest = end > 1 ? part.substring(end) : part;
            if (!rest.isEmpty()) {
                runs.add(new Run(rest, face));
            }
            face = face == FontFace.REGULAR ? FontFace.ITALIC : FontFace.REGULAR;
        }
        return new RichText(runs);
    }

    static RichText plain(String text) {
        return new RichText(List.of(new Run(text, FontFace.REGULAR)));
    }

    /** As much of a name as has room; its end is what tells names apart, so the middle goes. */
    static RichText cut(String name, FontFace face, double room, float size) {
        int length = name.codePointCount(0, name.length());
        RichText cut = new RichText(List.of(new Run(name, face)));
        for (int kept = length - 1; kept >= 2 && cut.width(size) > room; kept--) {
            int head = name.offsetByCodePoints(0, (kept + 1) / 2);
            int tail = name.offsetByCodePoints(name.length(), -(kept / 2));
            cut = new RichText(List.of(new Run(name.substring(0, head).stripTrailing() + "…" + name.substring(tail).stripLeading(), face)));
        }
        return cut;
    }

    String plain() {
        return runs.stream().map(Run::text).collect(Collectors.joining());
    }

    double width(float size) {
        return runs.stream().mapToDouble(run -> run.width(size)).sum();
    }

    /** The size, or a smaller one in which the text has room. */
    float fitting(float size, double room) {
        double width = width(size);
        return width > room ? (float) Math.max(0.1 * size, size * room / width) : size;
    }

    /** Draws from {@code x} on, on the base line {@code y}, in the current colour. */
    void draw(Graphics2D g, double x, double y, float size) {
        for (Run run : runs) {
            g.setFont(run.face().of(run.size(size), run.text()));
            g.drawString(run.text(), (float) x, (float) (run.index() ? y + LOWER * size : y));
            x += run.width(size);
        }
    }

    void drawCentred(Graphics2D g, double x, double y, float size) {
        draw(g, x - width(size) / 2, y, size);
    }
}
