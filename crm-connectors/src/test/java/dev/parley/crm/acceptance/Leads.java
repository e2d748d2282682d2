package dev.parley.crm.acceptance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.crm.Connector;
import dev.parley.crm.DeliveryRequest;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Leads in their wire form, and deliveries of them.
public final class Leads {
  public static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

  public static final Transcript TRANSCRIPT =
      new Transcript(
          List.of(
              new Turn(1, Speaker.AGENT, "Hi & welcome", AT, "en"),
              new Turn(2, Speaker.CONTACT, "<script>alert(1)</script>", AT.plusSeconds(65), "en")));

  public static final String RECORDING = "https://carrier.example/recordings/RE0123";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Leads() {}

  public static UUID id(int number) {
    return new UUID(0x1000_8000L, 0x8000_0000_0000_0000L + number);
  }

  public static String email(int number) {
    return "person" + number + "@example.com";
  }

  /// A person of their own per number, with name, e-mail and phone.
  public static ObjectNode lead(int number) {
    return lead(id(number), number);
  }

  public static ObjectNode lead(UUID id, int number) {
    ObjectNode lead =
        JSON.createObjectNode()
            .put("id", id.toString())
            .put("conversation", new UUID(3, number).toString())
            .put("agent", "solar")
            .put("channel", "sms")
            .put("disposition", "qualified")
            .put("score", 40)
            .put("language", "en")
            .put("created_at", AT.toString());
    lead.putObject("contact")
        .put("id", new UUID(2, number).toString())
        .putArray("addresses")
        .add("sms:" + phone(number));
    ObjectNode fields = lead.putObject("fields");
    answer(fields, "full_name", "Ana Maria Silva");
    answer(fields, "email", email(number));
    answer(fields, "phone", phone(number));
    answer(fields, "company", "Silva & Filhos");
    return lead;
  }

  /// A telephone call the business made, from half past nine on, of three minutes and a second.
  public static ObjectNode called(int number) {
    ObjectNode lead = lead(number).put("channel", "voice").put("direction", "outbound");
    lead.putObject("call")
        .put("call_id", "CA0123")
        .put("business", "+12025550100")
        .put("outcome", "contact_hung_up")
        .put("recording", "allowed")
        .put("recording_url", RECORDING)
        .put("started_at", "2026-11-22T09:30:00Z")
        .put("seconds", 181);
    return lead;
  }

  /// A call the business made that nobody took.
  public static ObjectNode busy(int number) {
    ObjectNode lead = called(number).put("disposition", "no_answer");
    ((ObjectNode) lead.path("call"))
        .put("outcome", "busy")
        .put("seconds", 0)
        .put("recording", "refused");
    return lead;
  }

  /// A lead with no e-mail address.
  public static ObjectNode withoutEmail(int number) {
    ObjectNode lead = lead(number);
    ((ObjectNode) lead.path("fields")).remove("email");
    return lead;
  }

  public static String phone(int number) {
    return "+3519%08d".formatted(number);
  }

  public static void answer(ObjectNode fields, String id, String value) {
    fields.putObject(id).put("status", "answered").put("value", value);
  }

  public static DeliveryRequest delivery(Connector connector, ObjectNode lead, int attempt) {
    return delivery(connector, lead, "lead.created", attempt, Optional.empty());
  }

  public static DeliveryRequest delivery(
      Connector connector, ObjectNode lead, String event, int attempt, Optional<String> remoteRef) {
    UUID id = UUID.fromString(lead.path("id").asText());
    return new DeliveryRequest(
        new UUID(event.hashCode(), id.getLeastSignificantBits()),
        connector,
        id,
        event,
        AT,
        lead.toString(),
        attempt,
        remoteRef);
  }

  /// An amendment, with what was delivered before it.
  public static DeliveryRequest amendment(
      Connector connector, ObjectNode before, ObjectNode after, Optional<String> remoteRef) {
    DeliveryRequest plain = delivery(connector, after, "lead.updated", 1, remoteRef);
    return new DeliveryRequest(
        plain.id(),
        connector,
        plain.lead(),
        plain.event(),
        AT,
        plain.payload(),
        1,
        remoteRef,
        Optional.of(before.toString()));
  }
}
