package dev.parley.crm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// A lead read back from its wire form, as connectors need it. Immutable.
public final class LeadView {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> PHONE_CHANNELS = List.of("sms:", "whatsapp:", "voice:");

  private final JsonNode lead;

  private LeadView(JsonNode lead) {
    this.lead = lead;
  }

  public static LeadView of(DeliveryRequest request) {
    return of(request.payload());
  }

  /// @param payload a lead in its wire form
  public static LeadView of(String payload) {
    try {
      return new LeadView(JSON.readTree(payload));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a delivery's payload is no JSON");
    }
  }

  public UUID conversation() {
    return UUID.fromString(lead.path("conversation").asText());
  }

  /// The person: the same in all their leads.
  public String contact() {
    return lead.at("/contact/id").asText();
  }

  public String text(String key) {
    return lead.path(key).asText("");
  }

  /// A filled field as one text: an amount without its currency, `true` or `false`, else as it is.
  public Optional<String> value(String field) {
    JsonNode value = lead.path("fields").path(field).path("value");
    JsonNode plain = value.isObject() ? value.path("amount") : value;
    if (plain.isNumber()) {
      return Optional.of(new BigDecimal(plain.asText()).toPlainString());
    }
    return plain.isValueNode() && !plain.isNull() && !plain.asText().isBlank()
        ? Optional.of(plain.asText())
        : Optional.empty();
  }

  /// The currency of an amount, ISO 4217.
  public Optional<String> currency(String field) {
    String code = lead.path("fields").path(field).path("value").path("currency").asText("");
    return Optional.of(code).filter(text -> text.length() == 3);
  }

  /// A number the contact wrote or called from.
  public Optional<String> channelPhone() {
    return StreamSupport.stream(lead.at("/contact/addresses").spliterator(), false)
        .map(JsonNode::asText)
        .flatMap(
            address ->
                PHONE_CHANNELS.stream()
                    .filter(address::startsWith)
                    .map(channel -> address.substring(channel.length())))
        .filter(number -> number.startsWith("+"))
        .findFirst();
  }

  /// Whether the business began the conversation.
  public boolean outbound() {
    return text("direction").equals("outbound");
  }

  /// The business's number of a telephone call.
  public Optional<String> businessPhone() {
    return Optional.of(lead.at("/call/business").asText()).filter(text -> text.startsWith("+"));
  }

  /// How long the line was up, as the carrier counts; empty where it was no call, or is not known.
  public Optional<Duration> callLength() {
    JsonNode seconds = lead.at("/call/seconds");
    return seconds.canConvertToInt() && seconds.asInt() >= 0
        ? Optional.of(Duration.ofSeconds(seconds.asInt()))
        : Optional.empty();
  }

  /// How a telephone call's line ended, or why there was none, as Parley says it; blank where it
  /// is not known.
  public String callOutcome() {
    return lead.at("/call/outcome").asText("");
  }

  /// The carrier's id of a telephone call.
  public Optional<String> callId() {
    return Optional.of(lead.at("/call/call_id").asText()).filter(text -> !text.isBlank());
  }

  /// Where the carrier keeps a recording that the contact allowed.
  public Optional<String> recording() {
    boolean allowed = lead.at("/call/recording").asText().equals("allowed");
    return Optional.of(lead.at("/call/recording_url").asText())
        .filter(url -> allowed && url.startsWith("https://"));
  }

  /// When the line was up, else the conversation began; empty where the lead does not say.
  public Optional<Instant> startedAt() {
    return time(lead.at("/call/started_at")).or(() -> time(lead.path("started_at")));
  }

  /// When the lead was made.
  public Instant createdAt() {
    return Instant.parse(text("created_at"));
  }

  private static Optional<Instant> time(JsonNode node) {
    try {
      return node.isTextual() ? Optional.of(Instant.parse(node.textValue())) : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /// What a person decided on this lead, in words; empty where nobody did.
  public Optional<String> decision() {
    String text =
        lead.path("decision").properties().stream()
            .filter(entry -> entry.getValue().isValueNode() && !entry.getValue().isNull())
            .map(entry -> entry.getKey() + ": " + entry.getValue().asText())
            .collect(Collectors.joining("\n"));
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /// Leaves everything out: it is personal data.
  @Override
  public String toString() {
    return "LeadView[" + text("id") + "]";
  }
}
