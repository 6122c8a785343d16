package io.enterpriseproxy.mapping.event;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** XML without document types, so that nothing outside the event is read and nothing in it multiplies. */
final class XmlFormat implements EventFormat {
    private final EventLimits limits;
    /** The JDK's own factory makes a reader of its own for each call, on any thread, unless told to reuse them. */
    private final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();

    XmlFormat(EventLimits limits) {
        this.limits = limits;
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        // Ours is counted below; the parser's own would be told in other words.
        factory.setProperty("jdk.xml.maxElementDepth", "0");
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing outside the event is read");
        });
    }

    @Override
    public String name() {
        return "xml";
    }

    @Override
    public ReadOutcome read(byte[] body) {
        try {
            return new ReadOutcome.Read(document(body));
        } catch (MalformedEvent e) {
            return new ReadOutcome.Refused(e.problem());
        }
    }

    @Override
    public SplitOutcome split(byte[] body, int most) {
        return new SplitOutcome.Split(List.of(body));
    }

    private Map<String, Object> document(byte[] body) throws MalformedEvent {
        if (body.length > limits.bytes()) {
            throw MalformedEvent.tooLarge(body.length, limits.bytes());
        }
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(body));
            Map<String, Object> event = new LinkedHashMap<>();
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.DTD -> throw malformed(reader, "a DOCTYPE is not allowed in an event");
                    case XMLStreamConstants.START_ELEMENT ->
                        event.put(reader.getLocalName(), element(reader, 1));
                    default -> {
                    }
                }
            }
            return event;
        } catch (XMLStreamException e) {
            Location at = e.getLocation();
            throw new MalformedEvent("not readable as XML: " + reason(e), at == null ? 1 : at.getLineNumber(),
                    at == null ? 1 : at.getColumnNumber());
        }
    }

    private Object element(XMLStreamReader reader, int depth) throws XMLStreamException, MalformedEvent {
        if (depth > limits.depth()) {
            throw malformed(reader, "elements are nested deeper than " + limits.depth());
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            fields.put("@" + reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    String name = reader.getLocalName();
                    add(fields, name, element(reader, depth + 1));
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw malformed(reader, "the entity &" + reader.getLocalName() + "; is not known");
                case XMLStreamConstants.END_ELEMENT -> {
                    return content(fields, text.toString());
                }
                default -> {
                }
            }
        }
    }

    @SuppressWarnings("unchecked") // A list under a name is always one that was put there below.
    private static void add(Map<String, Object> fields, String name, Object value) {
        Object before = fields.putIfAbsent(name, value);
        if (before instanceof List<?> list) {
            ((List<Object>) list).add(value);
        } else if (before != null) {
            fields.put(name, new ArrayList<>(List.of(before, value)));
        }
    }

    private static Object content(Map<String, Object> fields, String text) {
        if (fields.isEmpty()) {
            return text;
        }
        if (!text.isBlank()) {
            fields.put("#text", text.strip());
        }
        return fields;
    }

    private static MalformedEvent malformed(XMLStreamReader reader, String detail) {
        Location at = reader.getLocation();
        return new MalformedEvent(detail, at.getLineNumber(), at.getColumnNumber());
    }

    /** The parser's message repeats the place in a first line. */
    private static String reason(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int mark = message.indexOf("Message: ");
        return mark < 0 ? message : message.substring(mark + "Message: ".length());
    }
}
