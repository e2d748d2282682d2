package dev.parley.channel.sandbox.twilio;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/// What an answer to a message's webhook says: the texts of its `<Message>`s.
record Twiml(List<String> messages) {
  /// A server that sends its answers later says the same nothing to every webhook: read once.
  private static volatile Read last = new Read("<Response/>", new Twiml(List.of()));

  private record Read(String xml, Twiml twiml) {}

  Twiml {
    messages = List.copyOf(messages);
  }

  /// Not TwiML.
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String why) {
      super(why);
    }
  }

  static Twiml of(String xml) throws Malformed {
    Read before = last;
    if (before.xml().equals(xml)) {
      return before.twiml();
    }
    Twiml twiml = read(xml);
    last = new Read(xml, twiml);
    return twiml;
  }

  private static Twiml read(String xml) throws Malformed {
    Element root = root(xml);
    if (!root.getTagName().equals("Response")) {
      throw new Malformed("the root is not Response");
    }
    List<String> messages = new ArrayList<>();
    for (Node at = root.getFirstChild(); at != null; at = at.getNextSibling()) {
      if (at instanceof Element verb) {
        if (!verb.getTagName().equals("Message")) {
          throw new Malformed("a message's answer knows no verb but Message");
        }
        messages.add(text(verb));
      }
    }
    return new Twiml(messages);
  }

  private static String text(Element message) {
    for (Node at = message.getFirstChild(); at != null; at = at.getNextSibling()) {
      if (at instanceof Element noun && noun.getTagName().equals("Body")) {
        return noun.getTextContent();
      }
    }
    return message.getTextContent();
  }

  static Element root(String xml) throws Malformed {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Silent());
      return builder.parse(new InputSource(new StringReader(xml))).getDocumentElement();
    } catch (SAXException e) {
      throw new Malformed("not well-formed XML");
    } catch (IOException | ParserConfigurationException e) {
      throw new IllegalStateException("a text in memory can be read, and every Java has XML", e);
    }
  }

  /// Java's own handler writes to the console.
  private static final class Silent implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) {}

    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
