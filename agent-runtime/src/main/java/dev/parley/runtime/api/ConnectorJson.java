package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.crm.PlannedCall;
import dev.parley.crm.Problem;
import dev.parley.crm.RemoteField;
import dev.parley.crm.TestResult;
import dev.parley.crm.delivery.Connectors;
import dev.parley.runtime.api.OfferedFields.OfferedField;
import java.util.List;

/// Connectors and what they say, in their wire form.
final class ConnectorJson {
  private ConnectorJson() {}

  static ObjectNode of(Connectors.Stored stored) {
    ObjectNode node = Json.object();
    node.put("id", stored.connector().id().toString());
    node.put("type", stored.connector().type());
    node.set("settings", stored.connector().config().settings());
    node.set("mapping", stored.connector().config().mapping());
    node.put("status", stored.status().wireName());
    node.put("status_reason", stored.reason().orElse(null));
    return node;
  }

  static ObjectNode of(TestResult result) {
    ObjectNode body = Json.object();
    switch (result) {
      case TestResult.Ready(String message) -> {
        body.put("ready", true);
        body.put("message", message);
        body.putArray("problems");
      }
      case TestResult.NotReady(List<Problem> problems) -> {
        body.put("ready", false);
        body.put("message", problems.getFirst().message());
        problems(body.putArray("problems"), problems);
      }
    }
    return body;
  }

  static void problems(ArrayNode all, List<Problem> problems) {
    problems.forEach(
        problem ->
            all.addObject()
                .put("path", problem.path())
                .put("code", problem.code())
                .put("message", problem.message()));
  }

  static ObjectNode offered(OfferedField field) {
    ObjectNode node = Json.object();
    node.put("id", field.id());
    node.put("type", field.type());
    ArrayNode options = node.putArray("options");
    field.options().forEach(options::add);
    return node;
  }

  static ObjectNode remote(RemoteField field) {
    ObjectNode node = Json.object();
    node.put("name", field.name());
    node.put("label", field.label());
    node.put("type", field.type());
    node.put("writable", field.writable());
    node.put("required", field.required());
    node.put("unique", field.unique());
    if (field.charactersMax() > 0) {
      node.put("characters_max", field.charactersMax());
    }
    ArrayNode options = node.putArray("options");
    field.options().forEach(options::add);
    return node;
  }

  static ObjectNode of(List<PlannedCall> calls) {
    ObjectNode node = Json.object();
    ArrayNode all = node.putArray("calls");
    calls.forEach(
        call ->
            all.addObject()
                .put("method", call.method())
                .put("url", call.url())
                .put("body", call.body()));
    return node;
  }
}
