package dev.parley.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.Connector;
import dev.parley.crm.LeadView;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;

/// The conversation as notes on the contact. Notes have no unique key: each begins with a mark that
/// names the lead and the part, and whoever tries again first looks which marks are there.
final class HubSpotNotes {
  private static final int NOTE_TO_CONTACT = 202;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final HubSpotApi api;
  private final int charactersMax;

  HubSpotNotes(HubSpotApi api, int charactersMax) {
    this.api = api;
    this.charactersMax = charactersMax;
  }

  /// Writes the notes that are missing.
  ///
  /// @param fresh nothing can be there yet: no need to look
  /// @return the failure, or empty
  Optional<HubSpotReply> write(
      Connector connector, String contact, LeadView lead, List<String> bodies, boolean fresh) {
    Set<String> there = new HashSet<>();
    if (!fresh) {
      HubSpotReply marks = marks(connector, contact, there);
      if (!(marks instanceof HubSpotReply.Done)) {
        return Optional.of(marks);
      }
    }
    for (String body : bodies) {
      if (!there.contains(mark(body))) {
        HubSpotReply made =
            api.send(connector, "POST", api.objects("notes").build(), note(contact, lead, body));
        if (!(made instanceof HubSpotReply.Done)) {
          return Optional.of(made);
        }
      }
    }
    return Optional.empty();
  }

  /// One body, or as many as the limit makes of it, none cut inside a turn that fits by itself.
  List<String> bodies(LeadView lead, Optional<Transcript> transcript) {
    List<StringBuilder> parts = new ArrayList<>();
    // Room for the mark and the tags around each part.
    int max = charactersMax - 200;
    StringBuilder part = new StringBuilder(summary(lead));
    parts.add(part);
    for (Turn turn : transcript.map(Transcript::turns).orElse(List.of())) {
      for (String line : lines(turn, max)) {
        if (part.length() + line.length() > max) {
          part = new StringBuilder();
          parts.add(part);
        }
        part.append(line);
      }
    }
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      bodies.add(
          "[Parley lead %s, %d/%d]<br>%s"
              .formatted(lead.text("id"), i + 1, parts.size(), parts.get(i)));
    }
    return bodies;
  }

  private static String summary(LeadView lead) {
    return escaped(lead.text("agent") + ": " + lead.text("disposition") + ", score ")
        + escaped(lead.text("score"))
        + "<br>";
  }

  private static List<String> lines(Turn turn, int max) {
    String who = "<b>" + turn.from().wireName() + "</b>: ";
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(who);
    turn.text()
        .codePoints()
        .forEach(
            character -> {
              String written = escaped(Character.toString(character));
              if (line.length() + written.length() + 4 > max) {
                lines.add(line.append("<br>").toString());
                line.setLength(0);
              }
              line.append(written);
            });
    lines.add(line.append("<br>").toString());
    return lines;
  }

  /// Notes are HTML there: what the contact wrote must stay text.
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("\n", "<br>");
  }

  private static String mark(String body) {
    int end = body.indexOf(']');
    return body.startsWith("[Parley lead ") && end > 0 ? body.substring(0, end) : "";
  }

  private static ObjectNode note(String contact, LeadView lead, String body) {
    ObjectNode note = NODES.objectNode();
    note.putObject("properties")
        .put("hs_timestamp", Instant.parse(lead.text("created_at")).toString())
        .put("hs_note_body", body);
    ObjectNode association = note.putArray("associations").addObject();
    association.putObject("to").put("id", contact);
    association
        .putArray("types")
        .addObject()
        .put("associationCategory", "HUBSPOT_DEFINED")
        .put("associationTypeId", NOTE_TO_CONTACT);
    return note;
  }

  private HubSpotReply marks(Connector connector, String contact, Set<String> into) {
    HttpUrl associated =
        api.url("crm/v4/objects/contacts")
            .addPathSegment(contact)
            .addPathSegments("associations/notes")
            .addQueryParameter("limit", "500")
            .build();
    HubSpotReply reply = api.get(connector, associated);
    if (!(reply instanceof HubSpotReply.Done(_, var page)) || page.path("results").isEmpty()) {
      return reply;
    }
    ObjectNode read = NODES.objectNode();
    read.putArray("properties").add("hs_note_body");
    var inputs = read.putArray("inputs");
    // The newest are the last; a hundred is what one read takes.
    JsonNode results = page.path("results");
    for (int i = Math.max(0, results.size() - 100); i < results.size(); i++) {
      inputs.addObject().put("id", results.get(i).path("toObjectId").asText());
    }
    HubSpotReply notes =
        api.send(
            connector, "POST", api.objects("notes").addPathSegments("batch/read").build(), read);
    if (notes instanceof HubSpotReply.Done(_, var found)) {
      for (JsonNode note : found.path("results")) {
        into.add(mark(note.at("/properties/hs_note_body").asText()));
      }
    }
    return notes;
  }
}
