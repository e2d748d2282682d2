package dev.parley.config.agent;

import dev.parley.config.agent.DocumentNode.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/// YAML text to nodes, by the YAML 1.2 core rules for plain words (`no` and `on` are words, not
/// booleans). Nothing is constructed from tags; aliases are expanded within a bound.
final class YamlDocument {
  private static final String CORE_TAG = "tag:yaml.org,2002:";

  private final Problems problems;
  private final Set<Node> open = new HashSet<>();
  private int nodes;

  private YamlDocument(Problems problems) {
    this.problems = problems;
  }

  static DocumentNode read(String text, Problems problems) throws DocumentException {
    Node root = compose(text);
    if (root == null) {
      throw new DocumentException(
          DefinitionErrorCode.BAD_SYNTAX, "", "the text is empty", Place.START);
    }
    return new YamlDocument(problems).node(root, "");
  }

  private static @Nullable Node compose(String text) throws DocumentException {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(DocumentLimits.BYTES_MAX);
    options.setNestingDepthLimit(DocumentLimits.DEPTH_MAX);
    options.setMaxAliasesForCollections(DocumentLimits.ALIASES_MAX);
    options.setAllowRecursiveKeys(false);
    try {
      StreamReader reader = new StreamReader(text);
      return new Composer(new ParserImpl(reader, options), new Resolver(), options).getSingleNode();
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      throw new DocumentException(
          DefinitionErrorCode.BAD_SYNTAX,
          "",
          "this is not YAML: " + e.getProblem(),
          mark == null ? Place.START : place(mark));
    } catch (ReaderException e) {
      throw new DocumentException(
          DefinitionErrorCode.BAD_SYNTAX,
          "",
          "this is not YAML: character U+%04X is not allowed".formatted(e.getCodePoint()),
          JsonDocument.placeOf(text, e.getPosition()));
    } catch (YAMLException e) {
      // The only ones without a mark are the limits that were set above.
      throw new DocumentException(
          DefinitionErrorCode.TOO_LARGE,
          "",
          "nested more than %d deep, or more than %d aliases"
              .formatted(DocumentLimits.DEPTH_MAX, DocumentLimits.ALIASES_MAX),
          Place.START);
    }
  }

  private DocumentNode node(Node node, String path) throws DocumentException {
    Place place = place(node.getStartMark());
    if (++nodes > DocumentLimits.NODES_MAX || !open.add(node)) {
      throw new DocumentException(
          DefinitionErrorCode.TOO_LARGE,
          path,
          "more than " + DocumentLimits.NODES_MAX + " values once aliases are expanded",
          place);
    }
    refuseForeignTag(node, path, place);
    DocumentNode read =
        switch (node) {
          case MappingNode mapping -> mapping(mapping, path, place);
          case SequenceNode sequence -> items(sequence, path, place);
          case ScalarNode scalar -> scalar(scalar, path, place);
          default ->
              throw new DocumentException(
                  DefinitionErrorCode.BAD_SYNTAX, path, "this is not a value", place);
        };
    open.remove(node);
    return read;
  }

  private static void refuseForeignTag(Node node, String path, Place place)
      throws DocumentException {
    if (!node.getTag().getValue().startsWith(CORE_TAG)) {
      throw new DocumentException(
          DefinitionErrorCode.BAD_SYNTAX, path, "tags such as !name are not used here", place);
    }
  }

  private DocumentNode mapping(MappingNode mapping, String path, Place place)
      throws DocumentException {
    List<Entry> entries = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Place keyPlace = place(tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
        throw new DocumentException(
            DefinitionErrorCode.BAD_SYNTAX, path, "a key must be a word", keyPlace);
      }
      String key = keyNode.getValue();
      String keyPath = Paths.key(path, key);
      DocumentNode value = node(tuple.getValueNode(), keyPath);
      if (keys.add(key)) {
        entries.add(new Entry(key, keyPlace, value));
      } else {
        problems.add(
            keyPath, DefinitionErrorCode.DUPLICATE_KEY, "this key is there twice", keyPlace);
      }
    }
    return new DocumentNode.Mapping(place, entries);
  }

  private DocumentNode items(SequenceNode sequence, String path, Place place)
      throws DocumentException {
    List<DocumentNode> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(node(item, Paths.item(path, items.size())));
    }
    return new DocumentNode.Items(place, items);
  }

  private static DocumentNode scalar(ScalarNode scalar, String path, Place place)
      throws DocumentException {
    String text = scalar.getValue();
    if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
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

  private static Place place(Mark mark) {
    return new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
