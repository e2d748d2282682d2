package dev.parley.extraction.model;

import dev.parley.config.language.ReplySchema;
import dev.parley.config.language.ReplySchema.ListOf;
import dev.parley.config.language.ReplySchema.OneOf;
import dev.parley.config.language.ReplySchema.Shape;
import dev.parley.config.language.ReplySchema.Text;
import dev.parley.config.language.ReplySchema.Thing;
import dev.parley.config.language.ReplySchema.Whole;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The shape of an extraction. A field that was not found is simply not listed.
final class ExtractionSchema {
  static final String NONE = "none";

  private ExtractionSchema() {}

  static ReplySchema of(ExtractionRequest request) {
    Map<String, Shape> members = new LinkedHashMap<>();
    members.put("fields", new ListOf("what the contact let be known", field(request)));
    members.put("summary", new Text("two or three sentences"));
    members.put("intent", new Text("what the contact wants, in a few words, or none"));
    members.put("objections", new ListOf("objections the contact raised", objection(request)));
    members.put("next_step", new Text("what was agreed to happen next, or none"));
    return new ReplySchema("extraction", new Thing("what a conversation brought", members));
  }

  private static Thing objection(ExtractionRequest request) {
    Map<String, Shape> members = new LinkedHashMap<>();
    members.put(
        "objection",
        new OneOf(
            "", Stream.concat(request.objections().stream(), Stream.of(NONE)).distinct().toList()));
    members.put("quote", new Text("the contact's words, letter by letter"));
    members.put("turn", new Whole("number of the contact's turn that holds the quote"));
    return new Thing("", members);
  }

  private static Thing field(ExtractionRequest request) {
    List<String> ids = request.fields().stream().map(WantedField::id).toList();
    Map<String, Shape> members = new LinkedHashMap<>();
    members.put("field", ids.isEmpty() ? new Text("") : new OneOf("", ids));
    members.put("quote", new Text("the contact's words, letter by letter"));
    members.put("turn", new Whole("number of the contact's turn that holds the quote"));
    members.put("value", new Text(""));
    members.put(
        "status",
        new OneOf(
            "", Arrays.stream(ProposedField.How.values()).map(how -> how.wireName()).toList()));
    members.put("agent_turn", new Whole("for confirmed: the agent's turn; else 0"));
    members.put("agent_quote", new Text("for confirmed: the agent's words; else empty"));
    return new Thing("", members);
  }
}
