package dev.parley.config.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.parley.config.agent.DocumentNode.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// JSON text to nodes, each with its place.
final class JsonDocument {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DocumentLimits.DEPTH_MAX)
                  .maxNumberLength(DocumentLimits.NUMBER_CHARS_MAX)
                  .maxStringLength(DocumentLimits.BYTES_MAX)
                  .maxNameLength(DocumentLimits.BYTES_MAX)
                  .build())
          .build();

  private final JsonParser parser;
  private final Problems problems;
  private int nodes;

  private JsonDocument(JsonParser parser, Problems problems) {
    this.parser = parser;
    this.problems = problems;
  }

  static DocumentNode read(String text, Problems problems) throws DocumentException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new DocumentException(
            DefinitionErrorCode.BAD_SYNTAX, "", "the text is empty", Place.START);
      }
      DocumentNode root = new JsonDocument(parser, problems).node("");
      if (parser.nextToken() != null) {
        throw new DocumentException(
            DefinitionErrorCode.BAD_SYNTAX,
            "",
            "this is not JSON: there is more after its end",
            place(parser.currentTokenLocation()));
      }
      return root;
    } catch (StreamConstraintsException e) {
      throw new DocumentException(
          DefinitionErrorCode.TOO_LARGE,
          "",
          "nested more than %d deep, or a number of more than %d digits"
              .formatted(DocumentLimits.DEPTH_MAX, DocumentLimits.NUMBER_CHARS_MAX),
          Place.START);
    } catch (JsonProcessingException e) {
      throw new DocumentException(
          DefinitionErrorCode.BAD_SYNTAX,
          "",
          "this is not JSON: " + Paths.clipped(firstSentence(e.getOriginalMessage())),
          e.getLocation() == null ? Place.START : place(e.getLocation()));
    } catch (IOException e) {
      throw new UncheckedIOException("a String cannot fail to be read", e);
    }
  }

  private DocumentNode node(String path) throws IOException, DocumentException {
    JsonToken token = parser.currentToken();
    Place place = place(parser.currentTokenLocation());
    if (++nodes > DocumentLimits.NODES_MAX) {
      throw new DocumentException(
          DefinitionErrorCode.TOO_LARGE,
          path,
          "more than " + DocumentLimits.NODES_MAX + " values",
          place);
    }
    return switch (token) {
      case START_OBJECT -> mapping(path, place);
      case START_ARRAY -> items(path, place);
      case VALUE_STRING -> new DocumentNode.Text(place, parser.getText());
      case VALUE_TRUE -> new DocumentNode.Flag(place, true);
      case VALUE_FALSE -> new DocumentNode.Flag(place, false);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          NumberText.read(parser.getText(), path, place)
              .orElseGet(() -> new DocumentNode.Nothing(place));
      default -> new DocumentNode.Nothing(place);
    };
  }

  private DocumentNode mapping(String path, Place place) throws IOException, DocumentException {
    List<Entry> entries = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      Place keyPlace = place(parser.currentTokenLocation());
      String keyPath = Paths.key(path, key);
      parser.nextToken();
      DocumentNode value = node(keyPath);
      if (keys.add(key)) {
        entries.add(new Entry(key, keyPlace, value));
      } else {
        problems.add(
            keyPath, DefinitionErrorCode.DUPLICATE_KEY, "this key is there twice", keyPlace);
      }
    }
    return new DocumentNode.Mapping(place, entries);
  }

  private DocumentNode items(String path, Place place) throws IOException, DocumentException {
    List<DocumentNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(Paths.item(path, items.size())));
    }
    return new DocumentNode.Items(place, items);
  }

  /// Line and column of a code point offset.
  static Place placeOf(String text, int codePoints) {
    int end =
        text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
    int line = 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    return new Place(line, end - text.lastIndexOf('\n', end - 1));
  }

  private static String firstSentence(String message) {
    int newline = message.indexOf('\n');
    return newline < 0 ? message : message.substring(0, newline);
  }

  private static Place place(JsonLocation location) {
    return new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }
}
