package org.cntexplorer.graph;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Indented XML, written as it comes, with everything escaped; what XML cannot say at all becomes U+FFFD. */
final class XmlStream {
    private final XMLStreamWriter writer;
    private final Deque<String> open = new ArrayDeque<>();

    XmlStream(OutputStream out) throws IOException {
        try {
            writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            writer.writeStartDocument("UTF-8", "1.0");
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    /** Begins an element; attributes as name, value, name, value, … */
    XmlStream begin(String element, Object... attributes) throws IOException {
        return write(element, attributes, false);
    }

    /** An element with nothing in it. */
    XmlStream empty(String element, Object... attributes) throws IOException {
        return write(element, attributes, true);
    }

    private XmlStream write(String element, Object[] attributes, boolean empty) throws IOException {
        try {
            indent();
            if (empty) {
                writer.writeEmptyElement(element);
            } else {
                writer.writeStartElement(element);
                open.push(element);
            }
            for (int i = 0; i < attributes.length; i += 2) {
                writer.writeAttribute((String) attributes[i], legal(attributes[i + 1].toString()));
            }
            return this;
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    /** An element that holds a text. */
    XmlStream text(String element, Object text, Object... attributes) throws IOException {
        try {
            begin(element, attributes);
            writer.writeCharacters(legal(text.toString()));
            open.pop();
            writer.writeEndElement();
            return this;
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    XmlStream end() throws IOException {
        try {
            open.pop();
            indent();
            writer.writeEndElement();
            return this;
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    /** Ends what is open, and lets everything out. */
    void finish() throws IOException {
        while (!open.isEmpty()) {
            end();
        }
        try {
            writer.writeEndDocument();
            writer.writeCharacters("\n");
            writer.flush();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void indent() throws XMLStreamException {
        writer.writeCharacters("\n" + "  ".repeat(open.size()));
    }

    private static String legal(String text) {
        return text.codePoints().allMatch(XmlStream::isLegal) ? text
                : text.codePoints().map(c -> isLegal(c) ? c : '\ufffd').collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static boolean isLegal(int c) {
        return c == '\t' || c == '\n' || c == '\r' || c >= ' ' && (c < 0xd800 || c > 0xdfff) && c != 0xfffe && c != 0xffff;
    }
}
