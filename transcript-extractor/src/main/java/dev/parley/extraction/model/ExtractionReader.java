package dev.parley.extraction.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.language.ReplyJson;
import dev.parley.evidence.Evidence;
import dev.parley.evidence.Grounding;
import dev.parley.extraction.model.ProposedField.How;
import dev.parley.lead.Gist.Met;
import dev.parley.transcript.Speaker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads what a model wrote about a transcript: strict about meaning, patient about form (see
/// [ReplyJson]). Entries
/// for other fields, without a quote, or of another type are dropped; long texts are cut. Never
/// throws on what a model wrote. Immutable and thread-safe.
final class ExtractionReader {
  static final int FIELDS_MAX = 400;
  static final int VALUE_CHARS_MAX = 1_000;
  static final int QUOTE_CHARS_MAX = 2_000;
  static final int GIST_CHARS_MAX = 1_500;

  private final ExtractionRequest request;

  ExtractionReader(ExtractionRequest request) {
    this.request = request;
  }

  /// What one answer said.
  record Answer(List<ProposedField> fields, Extraction.Gist gist) {}

  /// Empty when nothing of it can be used.
  Optional<Answer> read(String text) {
    return ReplyJson.object(text, Optional.empty())
        .filter(node -> node.path("fields").isArray())
        .map(node -> new Answer(fields(node.path("fields")), gist(node)));
  }

  private List<ProposedField> fields(JsonNode nodes) {
    List<ProposedField> fields = new ArrayList<>();
    for (JsonNode node : nodes) {
      if (fields.size() < FIELDS_MAX) {
        field(node).ifPresent(fields::add);
      }
    }
    return fields;
  }

  private Optional<ProposedField> field(JsonNode node) {
    String id = text(node.path("field"), VALUE_CHARS_MAX);
    String quote = text(node.path("quote"), QUOTE_CHARS_MAX);
    Optional<How> how = how(node.path("status"));
    boolean wanted = request.fields().stream().anyMatch(field -> field.id().equals(id));
    int turn = turn(node.path("turn"));
    if (!wanted || quote.isBlank() || how.isEmpty() || turn < 1) {
      return Optional.empty();
    }
    String value = how.get() == How.REFUSED ? "" : value(node.path("value"));
    if (value.isBlank() && how.get() != How.REFUSED) {
      return Optional.empty();
    }
    Optional<Evidence> proposedBy =
        how.get() == How.CONFIRMED ? agentEvidence(node) : Optional.empty();
    return Optional.of(
        new ProposedField(id, value, new Evidence(turn, quote), proposedBy, how.get()));
  }

  private static Optional<Evidence> agentEvidence(JsonNode node) {
    int turn = turn(node.path("agent_turn"));
    String quote = text(node.path("agent_quote"), QUOTE_CHARS_MAX);
    return turn < 1 || quote.isBlank() ? Optional.empty() : Optional.of(new Evidence(turn, quote));
  }

  private static Optional<How> how(JsonNode node) {
    String wanted = text(node, VALUE_CHARS_MAX);
    return Arrays.stream(How.values()).filter(how -> how.wireName().equals(wanted)).findFirst();
  }

  /// Models also write numbers as texts.
  private static int turn(JsonNode node) {
    return node.isIntegralNumber() || node.isTextual() ? node.asInt(0) : 0;
  }

  private static String value(JsonNode node) {
    if (node.isBoolean()) {
      return node.asBoolean() ? "yes" : "no";
    }
    return node.isNumber() ? node.asText() : text(node, VALUE_CHARS_MAX);
  }

  private Extraction.Gist gist(JsonNode node) {
    List<Met> objections = new ArrayList<>();
    for (JsonNode objection : node.path("objections")) {
      met(objection)
          .filter(met -> objections.stream().noneMatch(o -> o.objection().equals(met.objection())))
          .ifPresent(objections::add);
    }
    return new Extraction.Gist(
        text(node.path("summary"), GIST_CHARS_MAX),
        some(node.path("intent")),
        objections,
        some(node.path("next_step")));
  }

  /// Only what the contact said, in the turn that is named.
  private Optional<Met> met(JsonNode node) {
    String id = text(node.path("objection"), VALUE_CHARS_MAX);
    String quote = text(node.path("quote"), QUOTE_CHARS_MAX);
    if (!request.objections().contains(id) || quote.isBlank()) {
      return Optional.empty();
    }
    return request
        .transcript()
        .turn(turn(node.path("turn")))
        .filter(turn -> turn.from() == Speaker.CONTACT)
        .flatMap(
            turn ->
                Grounding.find(quote, turn.text())
                    .map(
                        place ->
                            new Met(
                                id,
                                new Evidence(
                                    turn.seq(),
                                    turn.text().substring(place.start(), place.end())))));
  }

  private static Optional<String> some(JsonNode node) {
    return Optional.of(text(node, GIST_CHARS_MAX))
        .filter(text -> !text.isEmpty() && !text.equalsIgnoreCase(ExtractionSchema.NONE));
  }

  private static String text(JsonNode node, int charsMax) {
    String text = node.isTextual() ? node.asText().strip() : "";
    if (text.length() <= charsMax) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(charsMax - 1)) ? charsMax - 1 : charsMax;
    return text.substring(0, end);
  }
}
