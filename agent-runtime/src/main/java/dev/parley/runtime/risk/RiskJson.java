package dev.parley.runtime.risk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.risk.RiskReport;

/// A report as it is kept and shown.
final class RiskJson {
  private RiskJson() {}

  static ObjectNode of(RiskReport report) {
    ObjectNode node = Json.object();
    node.put("score", report.score());
    node.put("decision", report.decision().wireName());
    report.labels().forEach(node.putArray("labels")::add);
    ArrayNode flags = node.putArray("flags");
    report
        .findings()
        .forEach(
            finding ->
                flags
                    .addObject()
                    .put("code", finding.flag().wireName())
                    .put("label", finding.flag().label())
                    .put("points", finding.flag().points())
                    .put("reason", finding.reason()));
    node.put("country", report.country().orElse(null));
    node.put("rules_version", report.rules());
    return node;
  }
}
