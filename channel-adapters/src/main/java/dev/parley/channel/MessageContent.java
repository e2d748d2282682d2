package dev.parley.channel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a contact sent. Every form can say itself as text, so that a conversation never stalls on a
/// form it does not know.
public sealed interface MessageContent {

  /// The words the agent understands; empty when there are none.
  String text();

  /// Whether there is anything in it an agent without eyes and ears can answer. What cannot be used
  /// is answered politely once.
  default boolean usable() {
    return !text().isBlank();
  }

  /// Plain words.
  record Text(String text) implements MessageContent {}

  /// A tap on an offered answer.
  ///
  /// @param id the answer's id as it was offered
  /// @param text the label the contact saw
  record Choice(String id, String text) implements MessageContent {}

  /// One or more files sent together.
  ///
  /// @param text the caption, or empty
  /// @param items never empty
  record Attachments(String text, List<Attachment> items) implements MessageContent {
    public Attachments {
      items = List.copyOf(items);
      if (items.isEmpty()) {
        throw new IllegalArgumentException("attachments without an attachment");
      }
    }
  }

  /// A place on the map.
  ///
  /// @param latitude degrees north
  /// @param longitude degrees east
  record Location(
      double latitude, double longitude, Optional<String> name, Optional<String> address)
      implements MessageContent {
    @Override
    public String text() {
      String place =
          Stream.of(name, address)
              .flatMap(Optional::stream)
              .distinct()
              .collect(Collectors.joining(", "));
      return place.isEmpty() ? latitude + ", " + longitude : place;
    }
  }

  /// Cards from the contact's address book; their own card may answer the question for a number.
  ///
  /// @param cards never empty
  record ContactCards(List<ContactCard> cards) implements MessageContent {
    public ContactCards {
      cards = List.copyOf(cards);
    }

    @Override
    public String text() {
      return cards.stream().map(ContactCard::text).collect(Collectors.joining("\n"));
    }
  }

  /// @param phones as written on the card; E.164 where the vendor knows it
  record ContactCard(
      Optional<String> name, Optional<String> company, List<String> phones, List<String> emails) {
    public ContactCard {
      phones = List.copyOf(phones);
      emails = List.copyOf(emails);
    }

    /// Name, company, numbers and addresses on one line.
    public String text() {
      return Stream.of(name.stream(), company.stream(), phones.stream(), emails.stream())
          .flatMap(each -> each)
          .collect(Collectors.joining(", "));
    }
  }

  /// A mark on an earlier message: a sign of life, not an answer.
  ///
  /// @param messageId the vendor's id of the message it marks
  /// @param emoji empty when the mark was taken away
  record Reaction(String messageId, Optional<String> emoji) implements MessageContent {
    @Override
    public String text() {
      return "";
    }
  }

  /// Things put into a basket.
  ///
  /// @param note what the contact wrote with it, or empty
  record Order(String catalogId, List<Item> items, String note) implements MessageContent {
    public Order {
      items = List.copyOf(items);
    }

    @Override
    public String text() {
      String basket =
          items.stream()
              .map(item -> item.quantity() + " × " + item.productId())
              .collect(Collectors.joining(", "));
      return note.isBlank() ? basket : note + "\n" + basket;
    }

    /// @param price of one, as the vendor writes it
    public record Item(String productId, int quantity, String price, String currency) {}
  }

  /// A filled-in form.
  ///
  /// @param fields by the form's names, as texts, in their order
  record FlowReply(SequencedMap<String, String> fields) implements MessageContent {
    public FlowReply {
      fields = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fields));
    }

    @Override
    public String text() {
      return fields.entrySet().stream().map(FlowReply::line).collect(Collectors.joining("\n"));
    }

    private static String line(Map.Entry<String, String> field) {
      return field.getKey().replace('_', ' ') + ": " + field.getValue();
    }
  }

  /// Something the channel carried but nobody here can read.
  ///
  /// @param kind the vendor's name for it
  record Unsupported(String kind) implements MessageContent {
    @Override
    public String text() {
      return "";
    }
  }
}
