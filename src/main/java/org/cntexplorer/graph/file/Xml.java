package org.cntexplorer.graph.file;

/** Texts inside XML. */
final class Xml {
    static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private Xml() {}

    /** A text as it stands in an attribute between double quotes, or between tags; what XML cannot say at all becomes U+FFFD. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        GraphText.legal(text).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                // as they are they would be read as spaces
                case '\t', '\n', '\r' -> escaped.append("&#").append(c).append(';');
                default -> {
                    // so that it is right whatever encoding a terminal has
                    if (c > '~') {
                        escaped.append("&#").append(c).append(';');
                    } else {
                        escaped.appendCodePoint(c);
                    }
                }
            }
        });
        return escaped.toString();
    }
}
