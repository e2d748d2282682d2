package dev.parley.runtime.closing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.lead.Lead;
import dev.parley.lead.LeadField;
import dev.parley.lead.LeadJson;
import dev.parley.runtime.closing.LeadExtraction.Extracted;
import dev.parley.score.Score;
import dev.parley.score.Scorer;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// Makes a lead of a finished conversation and what was taken from it. Pure.
final class Leads {
  private Leads() {}

  static Lead of(
      UUID id,
      int revision,
      ClosedConversation closed,
      Lead.LeadContact contact,
      Extracted extracted,
      Instant createdAt) {
    return new Lead(
        id,
        revision,
        closed.id().id(),
        closed.definition().agent(),
        closed.agentVersion(),
        closed.channel().wireName(),
        contact,
        closed.disposition(),
        closed.reason(),
        score(closed, extracted.fields()),
        closed.state().language(),
        createdAt,
        extracted.fields(),
        extracted.gist(),
        extracted.disagreements());
  }

  static Score score(ClosedConversation closed, Map<String, LeadField> fields) {
    return Scorer.score(
        closed.definition(),
        fields,
        closed.startedAt().atZone(closed.definition().timeZone()).toLocalDate());
  }

  /// The wire form, with where the contact came from and how the conversation passed.
  static ObjectNode json(Lead lead, ClosedConversation closed) {
    ObjectNode whole = LeadJson.write(lead);
    closed.source().ifPresent(source -> whole.set("source", source));
    Course course = closed.course();
    whole.put("direction", course.direction(closed.channel(), closed.transcript()));
    whole.put("started_at", closed.startedAt().toString());
    whole.put("ended_at", course.endedAt().map(Instant::toString).orElse(null));
    course.call().ifPresent(call -> whole.set("call", call));
    return whole;
  }
}
