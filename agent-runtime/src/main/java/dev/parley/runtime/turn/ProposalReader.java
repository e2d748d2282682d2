package dev.parley.runtime.turn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.AgentDefinition.Fact;
import dev.parley.config.agent.AgentDefinition.Objection;
import dev.parley.config.language.ReplyJson;
import dev.parley.runtime.flow.Proposal;
import dev.parley.runtime.flow.Proposal.Intent;
import dev.parley.runtime.flow.Proposal.Kind;
import dev.parley.runtime.flow.Proposal.ProposedAnswer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads what a model wrote as a proposal: strict about meaning, patient about form (see
/// [ReplyJson]). Ids the agent does not have and members of another type are dropped; long texts
/// are cut. Never throws on what a model wrote. Immutable and thread-safe.
final class ProposalReader {
  static final int ANSWERS_MAX = 40;
  static final int VALUE_CHARS_MAX = 500;
  static final int QUOTE_CHARS_MAX = 1_000;
  static final int REPLY_CHARS_MAX = 2_000;

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern LANGUAGE_TAG = Pattern.compile("[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}");

  private final AgentDefinition definition;

  ProposalReader(AgentDefinition definition) {
    this.definition = definition;
  }

  /// What reading came to.
  sealed interface Reading {
    record Read(Proposal proposal) implements Reading {}

    /// Nothing of it can be used: no JSON object, or one without a member of ours.
    record Unreadable() implements Reading {}
  }

  Reading read(String text) {
    return ReplyJson.object(text, Optional.of(ProposalSchema.REPLY))
        .filter(ProposalReader::ours)
        .<Reading>map(node -> new Reading.Read(proposal(node)))
        .orElseGet(Reading.Unreadable::new);
  }

  private static boolean ours(ObjectNode node) {
    return node.has(ProposalSchema.ANSWERS)
        || node.has(ProposalSchema.INTENT)
        || node.has(ProposalSchema.REPLY);
  }

  private Proposal proposal(ObjectNode node) {
    return new Proposal(
        answers(node.path(ProposalSchema.ANSWERS)),
        known(node.path(ProposalSchema.FACT), definition.facts().stream().map(Fact::id)),
        known(
            node.path(ProposalSchema.OBJECTION),
            definition.objections().stream().map(Objection::id)),
        word(node.path(ProposalSchema.INTENT), Intent.values()).orElse(Intent.CONTINUE),
        language(node.path(ProposalSchema.LANGUAGE)),
        known(
            node.path(ProposalSchema.ASKS),
            definition.questions().stream().map(question -> question.id())),
        reply(node.path(ProposalSchema.REPLY)));
  }

  private List<ProposedAnswer> answers(JsonNode nodes) {
    List<ProposedAnswer> answers = new ArrayList<>();
    for (JsonNode node : nodes.isArray() ? nodes : List.<JsonNode>of()) {
      if (answers.size() < ANSWERS_MAX) {
        answer(node).ifPresent(answers::add);
      }
    }
    return answers;
  }

  private Optional<ProposedAnswer> answer(JsonNode node) {
    JsonNode question = node.path("question");
    JsonNode quote = node.path("quote");
    Optional<Kind> kind =
        node.path("kind").isMissingNode()
            ? Optional.of(Kind.STATED)
            : word(node.path("kind"), Kind.values());
    Optional<String> id = known(question, definition.questions().stream().map(each -> each.id()));
    Optional<String> value = scalar(node.path("value"));
    if (id.isEmpty() || kind.isEmpty() || value.isEmpty() || !quote.isTextual()) {
      return Optional.empty();
    }
    boolean needsValue = kind.get() == Kind.STATED || kind.get() == Kind.CORRECTED;
    if (quote.asText().isBlank() || (needsValue && value.get().isBlank())) {
      return Optional.empty();
    }
    return Optional.of(
        new ProposedAnswer(
            id.get(),
            kind.get() == Kind.REFUSED ? "" : Situation.cut(value.get(), VALUE_CHARS_MAX),
            Situation.cut(quote.asText(), QUOTE_CHARS_MAX),
            kind.get()));
  }

  /// A text, or what plainly stands for one: models write numbers and truths unquoted.
  private static Optional<String> scalar(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return Optional.of("");
    }
    if (node.isBoolean()) {
      return Optional.of(node.asBoolean() ? "yes" : "no");
    }
    return node.isTextual() || node.isNumber()
        ? Optional.of(node.asText().strip())
        : Optional.empty();
  }

  private static Optional<String> known(JsonNode node, Stream<String> ids) {
    String wanted = node.isTextual() ? node.asText().strip() : ProposalSchema.NONE;
    return ids.filter(wanted::equals).findFirst();
  }

  private static <E extends Enum<E>> Optional<E> word(JsonNode node, E[] values) {
    String wanted = node.isTextual() ? node.asText().strip() : "";
    return Arrays.stream(values).filter(value -> value.name().equalsIgnoreCase(wanted)).findFirst();
  }

  private Optional<String> language(JsonNode node) {
    String tag = node.isTextual() ? node.asText().strip().toLowerCase(Locale.ROOT) : "";
    return definition.languages().stream()
        .filter(tag::equalsIgnoreCase)
        .findFirst()
        .or(() -> Optional.of(tag).filter(text -> LANGUAGE_TAG.matcher(text).matches()));
  }

  private static String reply(JsonNode node) {
    return node.isTextual()
        ? Situation.cut(SPACE.matcher(node.asText()).replaceAll(" ").strip(), REPLY_CHARS_MAX)
        : "";
  }
}
