package org.cntexplorer.figure;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The faces that figures are set in: Liberation Sans, as wide as Arial and Helvetica, which journals ask for. They travel with the program,
 * so that a figure looks the same on every machine and a PDF can hold them.
 */
public enum FontFace {
    REGULAR("LiberationSans-Regular.ttf", Font.PLAIN), ITALIC("LiberationSans-Italic.ttf", Font.ITALIC), BOLD("LiberationSans-Bold.ttf", Font.BOLD);

    /** What a file names where the reader may not have the font. */
    static final String FAMILIES = "'Liberation Sans', Arial, Helvetica, sans-serif";
    /** Advances as a printer has them, rounded to no pixel. */
    private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);

    private final String file;
    private final int style;
    private final Font font;

    FontFace(String file, int style) {
        this.file = file;
        this.style = style;
        try (InputStream in = open()) {
            font = Font.createFont(Font.TRUETYPE_FONT, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FontFormatException e) {
            throw new IllegalStateException(file + " is damaged", e);
        }
    }

    /** The TrueType file. */
    public InputStream open() {
        return FontFace.class.getResourceAsStream(file);
    }

    /** The face, or, where it lacks a letter of {@code text}, the system's sans-serif. */
    public Font of(float size, String text) {
        // the style is the face's own already; whoever draws by name and style asks for it
        return font.canDisplayUpTo(text) < 0 ? font.deriveFont(style, size) : new Font(Font.SANS_SERIF, style, 1).deriveFont(size);
    }

    /** The face that a font is of, or null for one of the system's. */
    static FontFace drawnBy(Font font) {
        for (FontFace face : values()) {
            if (face.font.getPSName().equals(font.getPSName())) {
                return face;
            }
        }
        return null;
    }

    /** Width of a text, in the unit of {@code size}. */
    double width(float size, String text) {
        return text.isEmpty() ? 0 : of(size, text).getStringBounds(text, EXACT).getWidth();
    }
}
