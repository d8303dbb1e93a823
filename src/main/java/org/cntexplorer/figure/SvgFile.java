package org.cntexplorer.figure;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.ext.awt.image.spi.ImageWriterRegistry;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.cntexplorer.progress.Progress;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A figure as SVG: text stays text, and the size is in millimetres. */
final class SvgFile {
    private static final String SVG = "http://www.w3.org/2000/svg";

    private SvgFile() {}

    static void write(Figure figure, FigureOptions options, OutputStream out, Progress progress) throws IOException {
        Sheet sheet = new Sheet(figure, options);
        Document document = GenericDOMImplementation.getDOMImplementation().createDocument(SVG, "svg", null);
        ImageWriterRegistry.getInstance().register(new PictureWriter());
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setComment("CNT Explorer");
        context.setPrecision(2);
        SVGGraphics2D g = new SVGGraphics2D(context, false);
        sheet.draw(g, progress);
        Element root = g.getRoot();
        root.setAttributeNS(null, "width", round(options.widthMm(), 4) + "mm");
        root.setAttributeNS(null, "height", round(options.heightMm(figure), 4) + "mm");
        root.setAttributeNS(null, "viewBox", "0 0 " + round(sheet.width(), 2) + " " + round(sheet.height(), 2));
        Element title = document.createElementNS(SVG, "title");
        title.setTextContent(legal(figure.title()));
        root.insertBefore(title, root.getFirstChild());
        families(root);
        progress.check();
        serialize(root, out);
    }

    /** Not by Batik, which names a DTD that readers would then look for on the network. */
    private static void serialize(Element root, OutputStream out) throws IOException {
        try {
            Transformer identity = TransformerFactory.newDefaultInstance().newTransformer();
            identity.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
            identity.transform(new DOMSource(root), new StreamResult(out));
        } catch (TransformerException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getMessage(), e);
        }
        out.flush();
    }

    private static String round(double value, int decimals) {
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).stripTrailingZeros().toPlainString();
    }

    /** Where the reader lacks the font, one as wide. */
    private static void families(Node node) {
        if (node instanceof Element element && element.getAttributeNS(null, "font-family").contains("Liberation")) {
            element.setAttributeNS(null, "font-family", FontFace.FAMILIES);
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            families(child);
        }
    }

    /** XML has no way to say most control characters. */
    static String legal(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints().forEach(c -> kept.appendCodePoint(c == '\t' || c == '\n' || c >= ' ' && (c < 0xd800 || c > 0xdfff) && c != 0xfffe && c != 0xffff
                ? c : '\ufffd'));
        return kept.toString();
    }
}
