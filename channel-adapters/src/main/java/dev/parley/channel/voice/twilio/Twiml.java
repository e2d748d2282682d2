package dev.parley.channel.voice.twilio;

import java.util.Map;

/// TwiML, written verb by verb; everything given is escaped. Used by one thread.
final class Twiml {
  private static final int SAID_CHARS_MAX = 3_000;

  private final StringBuilder xml =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>");

  /// Twilio's own voice, as far as one verb takes it.
  Twiml say(VoiceChannel channel, String language, String text) {
    xml.append("<Say");
    attribute("language", Languages.region(language));
    channel.sayVoice().ifPresent(voice -> attribute("voice", voice));
    xml.append('>');
    escaped(text.length() > SAID_CHARS_MAX ? text.substring(0, SAID_CHARS_MAX) : text);
    xml.append("</Say>");
    return this;
  }

  Twiml say(String language, String text) {
    xml.append("<Say");
    attribute("language", Languages.region(language));
    xml.append('>');
    escaped(text);
    xml.append("</Say>");
    return this;
  }

  Twiml hangUp() {
    xml.append("<Hangup/>");
    return this;
  }

  /// Opens an element; `Map.of()` keeps no order, so callers who care give a sorted one.
  Twiml open(String element, Map<String, String> attributes) {
    xml.append('<').append(element);
    attributes.forEach(this::attribute);
    xml.append('>');
    return this;
  }

  Twiml text(String text) {
    escaped(text);
    return this;
  }

  Twiml close(String element) {
    xml.append("</").append(element).append('>');
    return this;
  }

  String done() {
    return xml.append("</Response>").toString();
  }

  private void attribute(String name, String value) {
    xml.append(' ').append(name).append("=\"");
    escaped(value);
    xml.append('"');
  }

  /// Characters that XML 1.0 cannot hold, halves of surrogate pairs among them, are left out.
  private void escaped(String text) {
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      switch (character) {
        case '&' -> xml.append("&amp;");
        case '<' -> xml.append("&lt;");
        case '>' -> xml.append("&gt;");
        case '"' -> xml.append("&quot;");
        case '\'' -> xml.append("&apos;");
        default -> {
          if (character == '\t' || character == '\n' || character == '\r' || isXml(character)) {
            xml.appendCodePoint(character);
          }
        }
      }
    }
  }

  private static boolean isXml(int character) {
    return character >= 0x20
        && !(character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE)
        && character != 0xFFFE
        && character != 0xFFFF;
  }
}
