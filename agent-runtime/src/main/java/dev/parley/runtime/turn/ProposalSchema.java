package dev.parley.runtime.turn;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.AgentDefinition.Fact;
import dev.parley.config.agent.AgentDefinition.Objection;
import dev.parley.config.agent.Question;
import dev.parley.config.language.ReplySchema;
import dev.parley.config.language.ReplySchema.ListOf;
import dev.parley.config.language.ReplySchema.OneOf;
import dev.parley.config.language.ReplySchema.Shape;
import dev.parley.config.language.ReplySchema.Text;
import dev.parley.config.language.ReplySchema.Thing;
import dev.parley.runtime.flow.Proposal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The shape of a proposal for one agent: what must be checked comes first, the reply last, so that
/// it can stream after the rest. Absence has a word: `none`.
final class ProposalSchema {
  static final String NONE = "none";
  static final String OTHER = "other";
  static final String ANSWERS = "answers";
  static final String FACT = "fact";
  static final String OBJECTION = "objection";
  static final String INTENT = "intent";
  static final String LANGUAGE = "language";
  static final String ASKS = "asks";
  static final String REPLY = "reply";

  private ProposalSchema() {}

  static ReplySchema of(AgentDefinition definition) {
    List<String> questions = definition.questions().stream().map(Question::id).toList();
    Map<String, Shape> members = new LinkedHashMap<>();
    members.put(ANSWERS, new ListOf("what the contact answered", answer(questions)));
    members.put(FACT, orNone(definition.facts().stream().map(Fact::id)));
    members.put(OBJECTION, orNone(definition.objections().stream().map(Objection::id)));
    members.put(INTENT, new OneOf("", words(Proposal.Intent.values())));
    members.put(
        LANGUAGE,
        new OneOf("", Stream.concat(definition.languages().stream(), Stream.of(OTHER)).toList()));
    members.put(ASKS, orNone(questions.stream()));
    members.put(REPLY, new Text("words for the contact"));
    return new ReplySchema("proposal", new Thing("what was understood of one turn", members));
  }

  private static Thing answer(List<String> questions) {
    Map<String, Shape> members = new LinkedHashMap<>();
    members.put("question", questions.isEmpty() ? new Text("") : new OneOf("", questions));
    members.put("value", new Text(""));
    members.put("quote", new Text("copied from contact_says"));
    members.put("kind", new OneOf("", words(Proposal.Kind.values())));
    return new Thing("", members);
  }

  private static OneOf orNone(Stream<String> ids) {
    return new OneOf("", Stream.concat(Stream.of(NONE), ids).distinct().toList());
  }

  private static List<String> words(Enum<?>[] values) {
    return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
  }
}
