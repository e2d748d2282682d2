package dev.parley.channel.whatsapp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.Attachment;
import dev.parley.channel.Attachment.Kind;
import dev.parley.channel.CleanText;
import dev.parley.channel.MessageContent;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// What was sent, in our words. A form that is not what its type promises is `Unsupported`.
final class Contents {
  private static final String FLOW_TOKEN = "flow_token";
  private static final int TEXT_CHARS_MAX = 16_000;
  private static final int FIELD_CHARS_MAX = 1_000;
  private static final int FIELDS_MAX = 100;

  private Contents() {}

  static MessageContent of(WireMessage message) {
    String type = message.type() == null ? "unknown" : message.type();
    Optional<MessageContent> content =
        switch (type) {
          case "text" -> text(message.text());
          case "image" -> media(Kind.IMAGE, message.image());
          case "video" -> media(Kind.VIDEO, message.video());
          case "audio" -> audio(message.audio());
          case "document" -> media(Kind.DOCUMENT, message.document());
          case "sticker" -> media(Kind.STICKER, message.sticker());
          case "location" -> location(message.location());
          case "contacts" -> cards(Wire.present(message.contacts()));
          case "interactive" -> interactive(message.interactive());
          case "button" -> button(message.button());
          case "reaction" -> reaction(message.reaction());
          case "order" -> order(message.order());
          default -> Optional.empty();
        };
    return content.orElseGet(() -> new MessageContent.Unsupported(CleanText.of(type, 100)));
  }

  private static Optional<MessageContent> text(WireMessage.@Nullable Text text) {
    return text == null || text.body() == null
        ? Optional.empty()
        : Optional.of(new MessageContent.Text(CleanText.of(text.body(), TEXT_CHARS_MAX)));
  }

  private static Optional<MessageContent> audio(WireMessage.@Nullable Media audio) {
    boolean voice = audio != null && Boolean.TRUE.equals(audio.voice());
    return media(voice ? Kind.VOICE_NOTE : Kind.AUDIO, audio);
  }

  private static Optional<MessageContent> media(Kind kind, WireMessage.@Nullable Media media) {
    if (media == null || media.id() == null || !MetaAccount.IDS.matcher(media.id()).matches()) {
      return Optional.empty();
    }
    var attachment =
        new Attachment(
            kind,
            field(media.mimeType()).orElse("application/octet-stream"),
            media.id(),
            field(media.filename()),
            OptionalLong.empty(),
            hash(media.sha256()));
    String caption = media.caption() == null ? "" : media.caption();
    return Optional.of(
        new MessageContent.Attachments(CleanText.of(caption, TEXT_CHARS_MAX), List.of(attachment)));
  }

  /// Webhooks have it in Base64, the media endpoint in hex; 32 bytes either way.
  static Optional<String> hash(@Nullable String written) {
    if (written == null) {
      return Optional.empty();
    }
    try {
      byte[] bytes =
          written.length() == 64
              ? HexFormat.of().parseHex(written)
              : Base64.getDecoder().decode(written);
      return bytes.length == 32 ? Optional.of(HexFormat.of().formatHex(bytes)) : Optional.empty();
    } catch (IllegalArgumentException neither) {
      return Optional.empty();
    }
  }

  private static Optional<MessageContent> location(WireMessage.@Nullable Location place) {
    if (place == null || place.latitude() == null || place.longitude() == null) {
      return Optional.empty();
    }
    return Optional.of(
        new MessageContent.Location(
            place.latitude(), place.longitude(), field(place.name()), field(place.address())));
  }

  private static Optional<MessageContent> cards(List<WireMessage.Card> cards) {
    List<MessageContent.ContactCard> read = cards.stream().map(Contents::card).toList();
    return read.isEmpty() ? Optional.empty() : Optional.of(new MessageContent.ContactCards(read));
  }

  private static MessageContent.ContactCard card(WireMessage.Card card) {
    List<String> phones =
        Wire.present(card.phones()).stream()
            .flatMap(p -> People.phone(p.waId()).or(() -> field(p.phone())).stream())
            .distinct()
            .toList();
    List<String> emails =
        Wire.present(card.emails()).stream().flatMap(e -> field(e.email()).stream()).toList();
    Optional<String> company = card.org() == null ? Optional.empty() : field(card.org().company());
    return new MessageContent.ContactCard(name(card.name()), company, phones, emails);
  }

  private static Optional<String> name(WireMessage.@Nullable Name name) {
    if (name == null) {
      return Optional.empty();
    }
    String parts =
        Stream.of(field(name.firstName()), field(name.lastName()))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" "));
    return field(name.formattedName()).or(() -> field(parts));
  }

  private static Optional<MessageContent> interactive(WireMessage.@Nullable Interactive tapped) {
    if (tapped == null) {
      return Optional.empty();
    }
    if (tapped.nfmReply() != null) {
      return flow(tapped.nfmReply().responseJson());
    }
    return choice(tapped.buttonReply() != null ? tapped.buttonReply() : tapped.listReply());
  }

  private static Optional<MessageContent> choice(WireMessage.@Nullable Reply reply) {
    return reply == null || reply.id() == null
        ? Optional.empty()
        : Optional.of(
            new MessageContent.Choice(
                CleanText.of(reply.id(), FIELD_CHARS_MAX), field(reply.title()).orElse("")));
  }

  private static Optional<MessageContent> button(WireMessage.@Nullable Button button) {
    if (button == null || (button.payload() == null && button.text() == null)) {
      return Optional.empty();
    }
    String text = field(button.text()).orElse("");
    return Optional.of(new MessageContent.Choice(field(button.payload()).orElse(text), text));
  }

  private static Optional<MessageContent> flow(@Nullable String responseJson) {
    JsonNode response;
    try {
      response = Wire.MAPPER.readTree(responseJson == null ? "" : responseJson);
    } catch (JsonProcessingException unreadable) {
      return Optional.empty();
    }
    if (!response.isObject()) {
      return Optional.empty();
    }
    var fields = new LinkedHashMap<String, String>();
    response.properties().stream()
        .filter(each -> !each.getKey().equals(FLOW_TOKEN))
        .limit(FIELDS_MAX)
        .forEach(
            each ->
                field(words(each.getValue()))
                    .ifPresent(
                        text -> fields.put(CleanText.of(each.getKey(), FIELD_CHARS_MAX), text)));
    return Optional.of(new MessageContent.FlowReply(fields));
  }

  private static String words(JsonNode value) {
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(Contents::words)
          .collect(Collectors.joining(", "));
    }
    return value.isValueNode() && !value.isNull() ? value.asText() : "";
  }

  private static Optional<MessageContent> reaction(WireMessage.@Nullable Reaction reaction) {
    return reaction == null || reaction.messageId() == null
        ? Optional.empty()
        : Optional.of(
            new MessageContent.Reaction(
                CleanText.of(reaction.messageId(), FIELD_CHARS_MAX), field(reaction.emoji())));
  }

  private static Optional<MessageContent> order(WireMessage.@Nullable Order order) {
    if (order == null) {
      return Optional.empty();
    }
    var items = new ArrayList<MessageContent.Order.Item>();
    for (WireMessage.Item item : Wire.present(order.productItems())) {
      items.add(
          new MessageContent.Order.Item(
              field(item.productRetailerId()).orElse("?"),
              item.quantity() == null ? 1 : item.quantity(),
              field(item.itemPrice()).orElse(""),
              field(item.currency()).orElse("")));
    }
    return Optional.of(
        new MessageContent.Order(
            field(order.catalogId()).orElse(""), items, field(order.text()).orElse("")));
  }

  static Optional<String> field(@Nullable String text) {
    return text == null ? Optional.empty() : CleanText.some(text, FIELD_CHARS_MAX);
  }
}
