package dev.parley.config.agent;

import dev.parley.config.agent.DocumentNode.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;

/// YAML 1.2 text to nodes, by its core rules for plain words (`no` and `on` are words, not
/// booleans). Built from the parser's events, so that depth and size are bounded before anything
/// grows; nothing is constructed from tags.
final class YamlDocument {
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(DocumentLimits.BYTES_MAX).build();

  private static final Pattern IN_WORDS = Pattern.compile("(?<=[^\\s\\[{,?:])\\?");
  private static final String STAND_IN = "\uE83F";

  private final Iterator<Event> events;
  private final Problems problems;
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private int nodes;
  private int depth;

  private YamlDocument(Iterator<Event> events, Problems problems) {
    this.events = events;
    this.problems = problems;
  }

  /// @param nodes how many an alias to it stands for
  private record Anchored(DocumentNode node, int nodes) {}

  static DocumentNode read(String text, Problems problems) throws DocumentException {
    try {
      return new YamlDocument(new Parse(SETTINGS).parseString(hidden(text)).iterator(), problems)
          .root();
    } catch (MarkedYamlEngineException e) {
      throw new DocumentException(
          DefinitionErrorCode.BAD_SYNTAX,
          "",
          "this is not YAML: " + Paths.clipped(e.getProblem()),
          place(e.getProblemMark()));
    } catch (ReaderException e) {
      throw new DocumentException(
          DefinitionErrorCode.BAD_SYNTAX,
          "",
          "this is not YAML: character U+%04X is not allowed".formatted(e.getCodePoint()),
          JsonDocument.placeOf(text, e.getPosition()));
    }
  }

  /// A question mark that follows a word and ends a value in a flow collection, as in
  /// `{ ask: How are you?, … }`, is plain YAML 1.2 that the parser takes for an indicator: a
  /// private character stands in for it while it parses.
  private static String hidden(String text) {
    return IN_WORDS.matcher(text).replaceAll(STAND_IN);
  }

  private static String shown(String value) {
    return value.replace(STAND_IN, "?");
  }

  private DocumentNode root() throws DocumentException {
    Event event = events.next();
    while (event.getEventId() == Event.ID.StreamStart
        || event.getEventId() == Event.ID.DocumentStart) {
      event = events.next();
    }
    if (event.getEventId() == Event.ID.StreamEnd) {
      throw new DocumentException(
          DefinitionErrorCode.BAD_SYNTAX, "", "the text is empty", Place.START);
    }
    DocumentNode root = node(event, "");
    events.next();
    Event end = events.next();
    if (end.getEventId() != Event.ID.StreamEnd) {
      throw new DocumentException(
          DefinitionErrorCode.BAD_SYNTAX,
          "",
          "there is a second document; a definition is one",
          place(end.getStartMark()));
    }
    return root;
  }

  private DocumentNode node(Event event, String path) throws DocumentException {
    Place place = place(event.getStartMark());
    int before = nodes;
    count(1, path, place);
    DocumentNode read =
        switch (event) {
          case AliasEvent alias -> alias(alias, path, place);
          case ScalarEvent scalar -> {
            refuseTag(scalar.getTag(), path, place);
            yield scalar(scalar, path, place);
          }
          case MappingStartEvent mapping -> {
            refuseTag(mapping.getTag(), path, place);
            yield nested(() -> mapping(path, place), path, place);
          }
          case SequenceStartEvent sequence -> {
            refuseTag(sequence.getTag(), path, place);
            yield nested(() -> items(path, place), path, place);
          }
          default -> throw new IllegalStateException("no node starts with " + event.getEventId());
        };
    if (!(event instanceof AliasEvent) && event instanceof NodeEvent node) {
      // Only now: an alias inside its own anchor is an unknown one, so nothing contains itself.
      node.getAnchor().ifPresent(anchor -> anchors.put(anchor, new Anchored(read, nodes - before)));
    }
    return read;
  }

  private interface Nested {
    DocumentNode read() throws DocumentException;
  }

  private DocumentNode nested(Nested nested, String path, Place place) throws DocumentException {
    if (++depth > DocumentLimits.DEPTH_MAX) {
      throw new DocumentException(
          DefinitionErrorCode.TOO_LARGE,
          path,
          "nested more than %d deep".formatted(DocumentLimits.DEPTH_MAX),
          place);
    }
    DocumentNode read = nested.read();
    depth--;
    return read;
  }

  private void count(int more, String path, Place place) throws DocumentException {
    nodes += more;
    if (nodes > DocumentLimits.NODES_MAX) {
      throw new DocumentException(
          DefinitionErrorCode.TOO_LARGE,
          path,
          "more than %d values once aliases are expanded".formatted(DocumentLimits.NODES_MAX),
          place);
    }
  }

  private DocumentNode alias(AliasEvent alias, String path, Place place) throws DocumentException {
    Anchored anchored = alias.getAnchor().map(anchors::get).orElse(null);
    if (anchored == null) {
      throw new DocumentException(
          DefinitionErrorCode.BAD_SYNTAX, path, "this alias has no anchor before it", place);
    }
    count(anchored.nodes(), path, place);
    return anchored.node();
  }

  private static void refuseTag(Optional<String> tag, String path, Place place)
      throws DocumentException {
    if (tag.isPresent()) {
      throw new DocumentException(
          DefinitionErrorCode.BAD_SYNTAX, path, "tags such as !name are not used here", place);
    }
  }

  private DocumentNode mapping(String path, Place place) throws DocumentException {
    List<Entry> entries = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      Place keyPlace = place(event.getStartMark());
      if (!(event instanceof ScalarEvent scalar)) {
        throw new DocumentException(
            DefinitionErrorCode.BAD_SYNTAX, path, "a key must be a word", keyPlace);
      }
      String key = shown(scalar.getValue());
      String keyPath = Paths.key(path, key);
      DocumentNode value = node(events.next(), keyPath);
      if (keys.add(key)) {
        entries.add(new Entry(key, keyPlace, value));
      } else {
        problems.add(
            keyPath, DefinitionErrorCode.DUPLICATE_KEY, "this key is there twice", keyPlace);
      }
    }
    return new DocumentNode.Mapping(place, entries);
  }

  private DocumentNode items(String path, Place place) throws DocumentException {
    List<DocumentNode> items = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      items.add(node(event, Paths.item(path, items.size())));
    }
    return new DocumentNode.Items(place, items);
  }

  private static DocumentNode scalar(ScalarEvent scalar, String path, Place place)
      throws DocumentException {
    String text = shown(scalar.getValue());
    if (!scalar.isPlain()) {
      return new DocumentNode.Text(place, text);
    }
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> new DocumentNode.Nothing(place);
      case "true", "True", "TRUE" -> new DocumentNode.Flag(place, true);
      case "false", "False", "FALSE" -> new DocumentNode.Flag(place, false);
      default -> {
        Optional<DocumentNode> number = NumberText.read(text, path, place);
        yield number.orElseGet(() -> new DocumentNode.Text(place, text));
      }
    };
  }

  private static Place place(Optional<Mark> mark) {
    return mark.map(at -> new Place(at.getLine() + 1, at.getColumn() + 1)).orElse(Place.START);
  }
}
