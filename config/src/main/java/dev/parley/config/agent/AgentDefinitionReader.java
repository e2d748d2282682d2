package dev.parley.config.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Reads an agent definition from YAML or JSON and finds everything that is wrong with it at once,
/// each error with the path of its key and its line and column. Pure (no I/O, no clock) and
/// thread-safe.
///
/// Reading compiles every condition, which takes milliseconds: keep the result, do not read twice.
public final class AgentDefinitionReader {
  /// Texts above this many bytes are refused unread.
  public static final int BYTES_MAX = DocumentLimits.BYTES_MAX;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /// How a definition is written.
  public enum Format {
    JSON,
    YAML
  }

  /// A definition, or all the reasons why there is none.
  public sealed interface Result {}

  /// @param tree what was written, in canonical form: keys in the design's order, nothing added
  public record Read(AgentDefinition definition, ObjectNode tree) implements Result {}

  /// @param errors at least one, in the order of the text; at most 100
  public record Refused(List<DefinitionError> errors) implements Result {
    public Refused {
      errors = List.copyOf(errors);
    }
  }

  /// Reads UTF-8 bytes.
  public Result read(byte[] utf8, Format format) {
    if (utf8.length > BYTES_MAX) {
      return tooLarge(utf8.length);
    }
    try {
      return read(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString(), format);
    } catch (CharacterCodingException e) {
      return refused(DefinitionErrorCode.BAD_SYNTAX, "the text is not UTF-8");
    }
  }

  public Result read(String text, Format format) {
    if (text.length() > BYTES_MAX) {
      return tooLarge(text.length());
    }
    Problems problems = new Problems();
    String unmarked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    try {
      DocumentNode root =
          switch (format) {
            case JSON -> JsonDocument.read(unmarked, problems);
            case YAML -> YamlDocument.read(unmarked, problems);
          };
      return read(root, problems);
    } catch (DocumentException e) {
      e.addTo(problems);
      return new Refused(problems.inOrderOfText());
    }
  }

  private static Result read(DocumentNode node, Problems problems) {
    Section root = Section.of(node, "", problems).orElse(null);
    if (root == null) {
      return new Refused(problems.inOrderOfText());
    }
    Map<String, Variable> variables = Variables.of(node);
    Conditions conditions = new Conditions(variables);
    AgentDefinition definition = new DefinitionParser(root, conditions).parse();
    new Reachability(variables, conditions.placed(), problems).check();
    return problems.isEmpty()
        ? new Read(definition, AgentDefinitionWriter.tree(node))
        : new Refused(problems.inOrderOfText());
  }

  private static Refused tooLarge(int size) {
    return refused(
        DefinitionErrorCode.TOO_LARGE,
        "%d bytes are too many for a definition; at most %d".formatted(size, BYTES_MAX));
  }

  private static Refused refused(DefinitionErrorCode code, String message) {
    return new Refused(List.of(new DefinitionError("", code, message, 1, 1)));
  }
}
