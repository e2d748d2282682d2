package dev.parley.channel.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One inbound message as Meta writes it; unknown fields are left alone.
@JsonNaming(SnakeCaseStrategy.class)
record WireMessage(
    @Nullable String id,
    @Nullable String from,
    @Nullable String fromUserId,
    @Nullable String groupId,
    @Nullable String timestamp,
    @Nullable String type,
    @Nullable Text text,
    @Nullable Media image,
    @Nullable Media video,
    @Nullable Media audio,
    @Nullable Media document,
    @Nullable Media sticker,
    @Nullable Location location,
    @Nullable List<@Nullable Card> contacts,
    @Nullable Interactive interactive,
    @Nullable Button button,
    @Nullable Reaction reaction,
    @Nullable Order order,
    @Nullable Change system,
    @Nullable Context context,
    @Nullable Referral referral) {
  private static final List<String> ENVELOPE =
      List.of("id", "from", "from_user_id", "group_id", "timestamp", "type");

  /// A message whose content breaks its promise is still a message: the contact waits for an
  /// answer.
  static Optional<WireMessage> of(JsonNode item) {
    return Wire.read(item, WireMessage.class)
        .or(
            () ->
                item instanceof ObjectNode object
                    ? Wire.read(object.deepCopy().retain(ENVELOPE), WireMessage.class)
                    : Optional.empty());
  }

  record Text(@Nullable String body) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Media(
      @Nullable String id,
      @Nullable String mimeType,
      @Nullable String sha256,
      @Nullable String caption,
      @Nullable String filename,
      @Nullable Boolean voice) {}

  record Location(
      @Nullable Double latitude,
      @Nullable Double longitude,
      @Nullable String name,
      @Nullable String address) {}

  record Card(
      @Nullable Name name,
      @Nullable Org org,
      @Nullable List<@Nullable Phone> phones,
      @Nullable List<@Nullable Email> emails) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Name(
      @Nullable String formattedName, @Nullable String firstName, @Nullable String lastName) {}

  record Org(@Nullable String company) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Phone(@Nullable String phone, @Nullable String waId) {}

  record Email(@Nullable String email) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Interactive(
      @Nullable String type,
      @Nullable Reply buttonReply,
      @Nullable Reply listReply,
      @Nullable FlowReply nfmReply) {}

  record Reply(@Nullable String id, @Nullable String title) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record FlowReply(@Nullable String responseJson) {}

  record Button(@Nullable String payload, @Nullable String text) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Reaction(@Nullable String messageId, @Nullable String emoji) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Order(
      @Nullable String catalogId,
      @Nullable String text,
      @Nullable List<@Nullable Item> productItems) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Item(
      @Nullable String productRetailerId,
      @Nullable Integer quantity,
      @Nullable String itemPrice,
      @Nullable String currency) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Change(@Nullable String type, @Nullable String waId, @Nullable String userId) {}

  record Context(@Nullable String id) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Referral(
      @Nullable String sourceUrl,
      @Nullable String sourceId,
      @Nullable String sourceType,
      @Nullable String headline,
      @Nullable String body,
      @Nullable String ctwaClid) {}
}
