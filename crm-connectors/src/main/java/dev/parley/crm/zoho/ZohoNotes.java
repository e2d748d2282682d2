package dev.parley.crm.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.Connector;
import dev.parley.crm.ConversationText;
import dev.parley.crm.LeadView;
import dev.parley.crm.TelephoneCall;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import okhttp3.HttpUrl;

/// The conversation as notes on the lead, and a voice call as a call. Neither has a key of ours:
/// titles name lead and part, and whoever tries again first looks which are there.
final class ZohoNotes {
  private static final int ROWS_MAX = 100;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// The related lists of a lead, and what of a row says whose it is.
  enum Kind {
    NOTES("Notes", "Note_Title"),
    CALLS("Calls", "Subject");

    private final String module;
    private final String title;

    Kind(String module, String title) {
      this.module = module;
      this.title = title;
    }
  }

  /// What is there: id by title.
  ///
  /// @param failure why it could not be looked
  record Look(Optional<ZohoReply> failure, Map<String, String> idsByTitle) {}

  private final ZohoApi api;

  ZohoNotes(ZohoApi api) {
    this.api = api;
  }

  /// Ours of one lead; the newest 200 rows of the record are looked at.
  Look there(Connector connector, Kind kind, String record, UUID lead) {
    HttpUrl url =
        api.url(ZohoOptions.of(connector), "Leads")
            .addPathSegment(record)
            .addPathSegment(kind.module)
            .addQueryParameter("fields", kind.title)
            .addQueryParameter("per_page", "200")
            .addQueryParameter("sort_by", "id")
            .addQueryParameter("sort_order", "desc")
            .build();
    Map<String, String> found = new HashMap<>();
    ZohoReply reply = api.get(connector, url, "data");
    if (reply instanceof ZohoReply.Done(_, var body)) {
      for (JsonNode row : body.path("data")) {
        String title = row.path(kind.title).asText();
        if (title.startsWith("Parley lead " + lead)) {
          found.put(title, row.path("id").asText());
        }
      }
    }
    return reply instanceof ZohoReply.Failed
        ? new Look(Optional.of(reply), Map.of())
        : new Look(Optional.empty(), found);
  }

  HttpUrl url(ZohoOptions options, Kind kind) {
    return api.url(options, kind.module).build();
  }

  /// @return the failure, or empty
  Optional<ZohoReply> write(Connector connector, String record, List<ConversationText.Part> parts) {
    for (int from = 0; from < parts.size(); from += ROWS_MAX) {
      List<ConversationText.Part> some =
          parts.subList(from, Math.min(parts.size(), from + ROWS_MAX));
      ZohoReply reply = send(connector, Kind.NOTES, notes(record, some));
      if (!(reply instanceof ZohoReply.Done)) {
        return Optional.of(reply);
      }
    }
    return Optional.empty();
  }

  static ObjectNode notes(String record, List<ConversationText.Part> parts) {
    ObjectNode body = NODES.objectNode();
    ArrayNode rows = body.putArray("data");
    for (ConversationText.Part part : parts) {
      ObjectNode note =
          rows.addObject().put("Note_Title", part.title()).put("Note_Content", part.text());
      ObjectNode parent = note.putObject("Parent_Id").put("id", record);
      parent.putObject("module").put("api_name", "Leads");
    }
    return body;
  }

  /// @return the failure, or empty
  Optional<ZohoReply> writeCall(
      Connector connector, String record, LeadView lead, TelephoneCall made) {
    ZohoReply reply = send(connector, Kind.CALLS, call(record, lead, made));
    return reply instanceof ZohoReply.Done ? Optional.empty() : Optional.of(reply);
  }

  /// What Zoho calls the result of a call is each account's own list, so that it is in words here.
  static ObjectNode call(String record, LeadView lead, TelephoneCall made) {
    Duration length = made.length();
    Instant start = lead.startedAt().orElseGet(() -> lead.createdAt().minus(length));
    ObjectNode body = NODES.objectNode();
    ObjectNode call =
        body.putArray("data")
            .addObject()
            .put("Subject", callTitle(lead))
            .put("Call_Type", type(made))
            .put("Description", made.text())
            .put(
                "Call_Start_Time",
                TIME.format(start.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC)))
            .put("Call_Duration", "%02d:%02d".formatted(length.toMinutes(), length.toSecondsPart()))
            .put("$se_module", "Leads");
    call.putObject("What_Id").put("id", record);
    return body;
  }

  private static String type(TelephoneCall made) {
    if (made.outbound()) {
      return "Outbound";
    }
    return made.result().answered() ? "Inbound" : "Missed";
  }

  static String callTitle(LeadView lead) {
    return ConversationText.mark(lead) + " call";
  }

  private ZohoReply send(Connector connector, Kind kind, ObjectNode body) {
    return api.rows(api.send(connector, "POST", url(ZohoOptions.of(connector), kind), body));
  }

  /// Takes rows away; those that went already are no failure.
  ///
  /// @return the failure, or empty
  Optional<ZohoReply> delete(Connector connector, Kind kind, List<String> ids) {
    for (int from = 0; from < ids.size(); from += ROWS_MAX) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + ROWS_MAX));
      HttpUrl url =
          url(ZohoOptions.of(connector), kind)
              .newBuilder()
              .addQueryParameter("ids", String.join(",", some))
              .build();
      ZohoReply reply = api.rows(api.send(connector, "DELETE", url, null));
      if (!(reply instanceof ZohoReply.Done) && !(reply instanceof ZohoReply.Missing)) {
        return Optional.of(reply);
      }
    }
    return Optional.empty();
  }
}
