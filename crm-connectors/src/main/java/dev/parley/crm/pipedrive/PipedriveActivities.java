package dev.parley.crm.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.Connector;
import dev.parley.crm.ConnectorConfig;
import dev.parley.crm.ConversationText;
import dev.parley.crm.LeadView;
import dev.parley.crm.TelephoneCall;
import dev.parley.transcript.Transcript;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import okhttp3.HttpUrl;

/// The conversation as a done activity: when, how long, on which channel, with which number.
final class PipedriveActivities {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final PipedriveApi api;

  PipedriveActivities(PipedriveApi api) {
    this.api = api;
  }

  /// The account's word for what this was.
  static String type(ConnectorConfig config, LeadView lead) {
    return lead.text("channel").equals("voice")
        ? config.settings().path("call_activity").asText("call")
        : config.settings().path("message_activity").asText("task");
  }

  /// @param fresh the lead was made just now: nothing can be there
  void write(Connector connector, String lead, ObjectNode activity, boolean fresh) {
    String subject = activity.path("subject").asText();
    if (!fresh) {
      for (JsonNode there : list(connector, lead)) {
        if (there.path("subject").asText().equals(subject)) {
          return;
        }
      }
    }
    api.send(connector, "POST", api.v2("activities").build(), activity);
  }

  void erase(Connector connector, String lead, String mark) {
    for (JsonNode there : list(connector, lead)) {
      if (there.path("subject").asText().contains("[" + mark + "]")) {
        api.delete(
            connector, api.v2("activities").addPathSegment(there.path("id").asText()).build());
      }
    }
  }

  private JsonNode list(Connector connector, String lead) {
    HttpUrl url =
        api.v2("activities")
            .addQueryParameter("lead_id", lead)
            .addQueryParameter("limit", "500")
            .build();
    return api.get(connector, url).map(body -> body.path("data")).orElseGet(NODES::arrayNode);
  }

  static ObjectNode activity(
      ConnectorConfig config,
      LeadView lead,
      Optional<Transcript> transcript,
      String id,
      long person) {
    OffsetDateTime start = ConversationText.start(lead, transcript).atOffset(ZoneOffset.UTC);
    Duration length = ConversationText.length(lead, transcript);
    long minutes = Math.min(length.plusSeconds(59).toMinutes(), 23 * 60 + 59);
    ObjectNode activity =
        NODES
            .objectNode()
            .put("subject", subject(lead))
            .put("type", type(config, lead))
            .put("lead_id", id)
            .put("done", true)
            .put("due_date", start.toLocalDate().toString())
            .put("due_time", "%02d:%02d".formatted(start.getHour(), start.getMinute()))
            .put("duration", "%02d:%02d".formatted(minutes / 60, minutes % 60))
            .put(
                "note",
                "Channel: %s, %s<br>Number: %s<br>Length: %d s<br>Outcome: %s<br>Score: %s%s"
                    .formatted(
                        lead.text("channel"),
                        lead.outbound() ? "outbound" : "inbound",
                        lead.channelPhone().orElse("none"),
                        length.toSeconds(),
                        lead.text("disposition"),
                        lead.text("score"),
                        TelephoneCall.of(lead, transcript)
                            .map(call -> "<br>" + PipedriveNotes.escaped(call.text()))
                            .orElse("")));
    activity.putArray("participants").addObject().put("person_id", person).put("primary", true);
    return activity;
  }

  private static String subject(LeadView lead) {
    String what =
        switch (lead.text("channel")) {
          case "voice" -> "Call";
          case "sms" -> "SMS conversation";
          case "whatsapp" -> "WhatsApp conversation";
          default -> "Chat";
        };
    return what + " with " + lead.text("agent") + " [" + ConversationText.mark(lead) + "]";
  }
}
