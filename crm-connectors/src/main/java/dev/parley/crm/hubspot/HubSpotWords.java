package dev.parley.crm.hubspot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.ConversationText;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.LeadView;
import dev.parley.crm.TelephoneCall;
import dev.parley.crm.hubspot.HubSpotEntry.Kind;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a delivery leaves on a contact's timeline: the conversation, the call, a decision. SMS and
/// WhatsApp are HubSpot's communications; it has no such thing for a web chat, which is a note.
// Pure.
final class HubSpotWords {
  /// Room for the mark and the tags around each part.
  private static final int FRAME_CHARACTERS = 200;

  private HubSpotWords() {}

  static List<HubSpotEntry> of(
      DeliveryRequest request, LeadView lead, Optional<Transcript> transcript, int charactersMax) {
    var settings = request.connector().config().settings();
    boolean logged = settings.path("activities").asBoolean(true);
    List<HubSpotEntry> entries = new ArrayList<>();
    if (settings.path("notes").asBoolean(true)) {
      Kind kind = logged ? kind(lead) : Kind.NOTE;
      List<String> parts = parts(lead, transcript, charactersMax - FRAME_CHARACTERS);
      for (int i = 0; i < parts.size(); i++) {
        String mark = "%s, %d/%d".formatted(ConversationText.mark(lead), i + 1, parts.size());
        entries.add(entry(kind, mark, parts.get(i), lead));
      }
    }
    if (logged) {
      TelephoneCall.of(lead, transcript).ifPresent(call -> entries.add(call(lead, call)));
    }
    ConversationText.decision(lead, request, (charactersMax - FRAME_CHARACTERS) / 6)
        .ifPresent(
            part ->
                entries.add(
                    HubSpotEntry.of(
                        Kind.NOTE,
                        part.title(),
                        escaped(part.text()),
                        request.occurredAt().toString())));
    return entries;
  }

  private static Kind kind(LeadView lead) {
    return channelType(lead).isPresent() ? Kind.COMMUNICATION : Kind.NOTE;
  }

  private static Optional<String> channelType(LeadView lead) {
    return switch (lead.text("channel")) {
      case "sms" -> Optional.of("SMS");
      case "whatsapp" -> Optional.of("WHATS_APP");
      default -> Optional.empty();
    };
  }

  private static HubSpotEntry entry(Kind kind, String mark, String html, LeadView lead) {
    HubSpotEntry entry = HubSpotEntry.of(kind, mark, html, created(lead));
    if (kind == Kind.COMMUNICATION) {
      entry
          .properties()
          .put("hs_communication_channel_type", channelType(lead).orElseThrow())
          .put("hs_communication_logged_from", "CRM");
    }
    return entry;
  }

  private static HubSpotEntry call(LeadView lead, TelephoneCall call) {
    String mark = ConversationText.mark(lead) + ", call";
    String body = summary(lead) + escaped(call.text());
    HubSpotEntry entry = HubSpotEntry.of(Kind.CALL, mark, body, call.start().toString());
    ObjectNode properties = entry.properties();
    properties
        .put("hs_call_title", "Call with " + lead.text("agent"))
        .put("hs_call_direction", call.outbound() ? "OUTBOUND" : "INBOUND")
        .put("hs_call_status", status(call.result()))
        .put("hs_call_duration", Long.toString(call.length().toMillis()));
    outcome(call.result()).ifPresent(id -> properties.put(HubSpotEntry.CALL_OUTCOME, id));
    call.from().ifPresent(number -> properties.put("hs_call_from_number", number));
    call.to().ifPresent(number -> properties.put("hs_call_to_number", number));
    call.recording().ifPresent(url -> properties.put("hs_call_recording_url", url));
    return entry;
  }

  private static String status(TelephoneCall.Result result) {
    return switch (result) {
      case CONNECTED, VOICEMAIL -> "COMPLETED";
      case NO_ANSWER -> "NO_ANSWER";
      case BUSY -> "BUSY";
      case FAILED -> "FAILED";
      case CANCELED -> "CANCELED";
    };
  }

  /// HubSpot's own outcomes of calls, which every account begins with and may take away.
  private static Optional<String> outcome(TelephoneCall.Result result) {
    return switch (result) {
      case CONNECTED -> Optional.of("f240bbac-87c9-4f6e-bf70-924b57d47db7");
      case VOICEMAIL -> Optional.of("b2cf5968-551e-4856-9783-52b3da59a7d0");
      case NO_ANSWER -> Optional.of("73a0d17f-1163-4015-bdd5-ec830791da20");
      case BUSY -> Optional.of("9d9162e7-6cf3-4944-bf63-4dff82258764");
      case FAILED, CANCELED -> Optional.empty();
    };
  }

  private static String created(LeadView lead) {
    return Instant.parse(lead.text("created_at")).toString();
  }

  /// One part, or as many as the limit makes of it, none cut inside a turn that fits by itself.
  private static List<String> parts(LeadView lead, Optional<Transcript> transcript, int max) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder(summary(lead));
    for (Turn turn : transcript.map(Transcript::turns).orElse(List.of())) {
      for (String line : lines(turn, max)) {
        if (part.length() + line.length() > max) {
          parts.add(part.toString());
          part = new StringBuilder();
        }
        part.append(line);
      }
    }
    parts.add(part.toString());
    return parts;
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

  /// Bodies are HTML there: what the contact wrote must stay text.
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("\n", "<br>");
  }
}
