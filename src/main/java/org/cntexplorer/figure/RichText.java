package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A line of text with italic parts, as the symbols of a formula are set. Drawn as text, never as outlines. */
record RichText(List<Run> runs) {
    record Run(String text, FontFace face) {}

    RichText {
        runs = List.copyOf(runs);
    }

    /** Parts between asterisks are italic: {@code "Node strength *s*"}. */
    static RichText of(String marked) {
        List<Run> runs = new ArrayList<>();
        FontFace face = FontFace.REGULAR;
        for (String part : marked.split("\\*", -1)) {
            if (!part.isEmpty()) {
                runs.add(new Run(part, face));
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
        return runs.stream().mapToDouble(run -> run.face().width(size, run.text())).sum();
    }

    /** Draws from {@code x} on, on the base line {@code y}, in the current colour. */
    void draw(Graphics2D g, double x, double y, float size) {
        for (Run run : runs) {
            g.setFont(run.face().of(size, run.text()));
            g.drawString(run.text(), (float) x, (float) y);
            x += run.face().width(size, run.text());
        }
    }

    void drawCentred(Graphics2D g, double x, double y, float size) {
        draw(g, x - width(size) / 2, y, size);
    }
}
