package org.openmmbg.systems.forcefield;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.openmmbg.systems.InputFileException;

/** Reads a force-field file as a tree of elements, without document types and entities. */
final class XmlTree {
    private static final int DEEPEST = 20;

    private XmlTree() {}

    private static final class Open {
        private final String name;
        private final Map<String, String> attributes;
        private final int line;
        private final List<XmlElement> children = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();

        Open(String name, Map<String, String> attributes, int line) {
            this.name = name;
            this.attributes = attributes;
            this.line = line;
        }

        XmlElement close(Path file) {
            return new XmlElement(
                    name,
                    Collections.unmodifiableMap(attributes),
                    List.copyOf(children),
                    text.toString().strip(),
                    file,
                    line);
        }
    }

    /**
     * Reads a document.
     *
     * @param in the content. Not closed
     * @param file what messages call the source
     * @return the root element
     * @throws InputFileException if it is not such a document
     */
    static XmlElement read(InputStream in, Path file) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        int line = 1;
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            Deque<Open> open = new ArrayDeque<>();
            while (reader.hasNext()) {
                int event = reader.next();
                line = reader.getLocation().getLineNumber();
                switch (event) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (open.size() == DEEPEST) {
                            throw new InputFileException(
                                    file, line, "elements lie more than " + DEEPEST + " deep; expected a force field");
                        }
                        open.push(new Open(reader.getLocalName(), attributes(reader), line));
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        XmlElement closed = open.pop().close(file);
                        if (open.isEmpty()) {
                            return checkRoot(closed);
                        }
                        open.peek().children.add(closed);
                    }
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new InputFileException(
                                file, line, "document types and entities are not allowed in a force field");
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        if (!open.isEmpty()) {
                            open.peek().text.append(reader.getText());
                        }
                    }
                    default -> {
                        // Comments, white space and processing instructions mean nothing here.
                    }
                }
            }
        } catch (XMLStreamException e) {
            throw new InputFileException(file, Math.max(line, 1), "not well-formed XML: " + reason(e));
        }
        throw new InputFileException(file, "holds no element; expected an OpenMM force field, <ForceField>");
    }

    private static XmlElement checkRoot(XmlElement root) {
        if (!root.name().equals("ForceField")) {
            throw root.error("the root element is <" + XmlElement.shorten(root.name())
                    + ">; expected an OpenMM force field, <ForceField>");
        }
        return root;
    }

    private static Map<String, String> attributes(XMLStreamReader reader) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return attributes;
    }

    /** The parser's own message without its location, which ours already gives. */
    private static String reason(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int detail = message.indexOf("Message: ");
        String text = detail >= 0 ? message.substring(detail + "Message: ".length()) : message;
        return text.lines().findFirst().orElse("unreadable");
    }
}
