package dev.parley.channel.sandbox.twilio;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// What a call is to do next, read strictly: a verb or an attribute Twilio does not know is an
/// error here, where Twilio itself would stay silent about it.
record VoiceTwiml(List<Verb> verbs) {
  private static final Set<String> CONNECT = Set.of("action", "method");
  private static final Set<String> STREAM =
      Set.of("url", "name", "track", "statusCallback", "statusCallbackMethod");
  private static final Set<String> RELAY =
      Set.of(
          "url",
          "language",
          "ttsLanguage",
          "transcriptionLanguage",
          "ttsProvider",
          "voice",
          "transcriptionProvider",
          "speechModel",
          "speechTimeout",
          "interruptible",
          "interruptSensitivity",
          "ignoreBackchannel",
          "reportInputDuringAgentSpeech",
          "preemptible",
          "dtmfDetection",
          "hints",
          "welcomeGreeting",
          "events");
  private static final Set<String> LANGUAGE =
      Set.of("code", "ttsProvider", "voice", "transcriptionProvider", "speechModel");
  private static final Set<String> DIAL =
      Set.of("action", "method", "timeout", "callerId", "timeLimit", "answerOnBridge");
  private static final Set<String> NUMBER = Set.of("url", "method", "statusCallback");
  private static final int PARAMETER_CHARS_MAX = 500;

  sealed interface Verb {
    record Say(String text, String language) implements Verb {}

    record Hangup() implements Verb {}

    /// @param relay whether words are exchanged, or sound
    record Connect(
        boolean relay,
        URI url,
        Map<String, String> attributes,
        Map<String, String> parameters,
        Optional<URI> action)
        implements Verb {}

    record Dial(String number, Optional<URI> whisper, Optional<URI> action) implements Verb {}
  }

  static VoiceTwiml of(String xml) throws Twiml.Malformed {
    Element root = Twiml.root(xml);
    if (!root.getTagName().equals("Response")) {
      throw new Twiml.Malformed("the root is not Response");
    }
    List<Verb> verbs = new ArrayList<>();
    for (Element verb : children(root)) {
      verbs.add(
          switch (verb.getTagName()) {
            case "Say" -> {
              attributes(verb, Set.of("voice", "language", "loop"));
              yield new Verb.Say(verb.getTextContent(), verb.getAttribute("language"));
            }
            case "Hangup" -> new Verb.Hangup();
            case "Connect" -> connect(verb);
            case "Dial" -> dial(verb);
            default -> throw new Twiml.Malformed("no such verb: " + verb.getTagName());
          });
    }
    return new VoiceTwiml(List.copyOf(verbs));
  }

  private static Verb connect(Element connect) throws Twiml.Malformed {
    Map<String, String> own = attributes(connect, CONNECT);
    List<Element> nouns = children(connect);
    if (nouns.size() != 1) {
      throw new Twiml.Malformed("Connect holds one noun");
    }
    Element noun = nouns.getFirst();
    boolean relay = noun.getTagName().equals("ConversationRelay");
    if (!relay && !noun.getTagName().equals("Stream")) {
      throw new Twiml.Malformed("Connect knows no " + noun.getTagName());
    }
    Map<String, String> attributes = attributes(noun, relay ? RELAY : STREAM);
    URI url = URI.create(attributes.getOrDefault("url", ""));
    boolean here = "localhost".equals(url.getHost()) || "127.0.0.1".equals(url.getHost());
    if (!"wss".equals(url.getScheme()) && !(here && "ws".equals(url.getScheme()))) {
      throw new Twiml.Malformed("a socket's address begins with wss");
    }
    if (url.getRawQuery() != null) {
      throw new Twiml.Malformed("a socket's address has no query");
    }
    Map<String, String> parameters = new HashMap<>();
    for (Element child : children(noun)) {
      if (child.getTagName().equals("Parameter")) {
        Map<String, String> pair = attributes(child, Set.of("name", "value"));
        String name = pair.getOrDefault("name", "");
        String value = pair.getOrDefault("value", "");
        if (name.isEmpty() || name.length() + value.length() >= PARAMETER_CHARS_MAX) {
          throw new Twiml.Malformed("a Parameter has a name and a value, not long");
        }
        parameters.put(name, value);
      } else if (relay && child.getTagName().equals("Language")) {
        attributes(child, LANGUAGE);
      } else {
        throw new Twiml.Malformed(noun.getTagName() + " knows no " + child.getTagName());
      }
    }
    return new Verb.Connect(relay, url, attributes, parameters, uri(own, "action"));
  }

  private static Verb dial(Element dial) throws Twiml.Malformed {
    Map<String, String> own = attributes(dial, DIAL);
    List<Element> nouns = children(dial);
    if (nouns.size() != 1 || !nouns.getFirst().getTagName().equals("Number")) {
      throw new Twiml.Malformed("Dial holds one Number");
    }
    Element number = nouns.getFirst();
    return new Verb.Dial(
        number.getTextContent().strip(),
        uri(attributes(number, NUMBER), "url"),
        uri(own, "action"));
  }

  private static Optional<URI> uri(Map<String, String> attributes, String name) {
    return Optional.ofNullable(attributes.get(name)).map(URI::create);
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node at = parent.getFirstChild(); at != null; at = at.getNextSibling()) {
      if (at instanceof Element child) {
        children.add(child);
      }
    }
    return children;
  }

  private static Map<String, String> attributes(Element element, Set<String> known)
      throws Twiml.Malformed {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      Node attribute = element.getAttributes().item(i);
      if (!known.contains(attribute.getNodeName())) {
        throw new Twiml.Malformed(
            element.getTagName() + " knows no attribute " + attribute.getNodeName());
      }
      attributes.put(attribute.getNodeName(), attribute.getNodeValue());
    }
    return attributes;
  }
}
