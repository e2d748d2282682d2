package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.runtime.flow.FlowState;
import dev.parley.value.ValueWire;

/// Answers so far, each value as its type is written.
final class AnswerJson {
  private AnswerJson() {}

  static ObjectNode of(FlowState state) {
    ObjectNode answers = Json.object();
    state
        .answers()
        .forEach(
            (question, answer) -> {
              ObjectNode node = answers.putObject(question);
              node.put("status", answer.status().wireName());
              node.set(
                  "value",
                  answer
                      .value()
                      .<JsonNode>map(value -> Json.tree(ValueWire.wire(value)))
                      .orElse(node.nullNode()));
            });
    return answers;
  }
}
