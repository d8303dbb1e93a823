package org.cntexplorer.figure;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.awt.Font;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.cntexplorer.progress.Progress;

/** A figure as a PDF of one page of its own size. Its text can be searched, and the file holds the letters that it uses. */
final class PdfFile {
    private PdfFile() {}

    static void write(Figure figure, FigureOptions options, OutputStream out, Progress progress) throws IOException {
        Sheet sheet = new Sheet(figure, options);
        float width = (float) (sheet.width() / Sheet.FINE);
        float height = (float) (sheet.height() / Sheet.FINE);
        try (PDDocument document = new PDDocument(); Faces faces = new Faces(document)) {
            PDPage page = new PDPage(new PDRectangle(width, height));
            document.addPage(page);
            document.getDocumentInformation().setTitle(figure.title());
            document.getDocumentInformation().setCreator("CNT Explorer");
            PdfBoxGraphics2D g = new PdfBoxGraphics2D(document, width, height);
            try {
                g.setFontTextDrawer(faces);
                g.scale(1 / Sheet.FINE, 1 / Sheet.FINE);
                sheet.draw(g, progress);
            } finally {
                g.disposeDanglingChildGraphics();
                g.dispose();
            }
            try (PDPageContentStream contents = new PDPageContentStream(document, page)) {
                contents.drawForm(g.getXFormObject());
            }
            progress.check();
            document.save(out);
        }
    }

    /** Our faces as fonts of the document. Letters that they lack are drawn as outlines. */
    private static final class Faces extends PdfBoxGraphics2DFontTextDrawer {
        private final PDDocument document;
        private final Map<FontFace, PDFont> embedded = new EnumMap<>(FontFace.class);

        Faces(PDDocument document) {
            this.document = document;
        }

        @Override
        protected PDFont mapFont(Font font, IFontTextDrawerEnv env) throws IOException {
            FontFace face = FontFace.drawnBy(font);
            if (face == null) {
                return null;
            }
            if (!embedded.containsKey(face)) {
                try (InputStream in = face.open()) {
                    embedded.put(face, PDType0Font.load(document, in, true));
                }
            }
            return embedded.get(face);
        }
    }
}
