package dev.parley.channel.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.CleanText;
import dev.parley.channel.Sender;
import dev.parley.channel.whatsapp.WireWebhook.Contact;
import dev.parley.channel.whatsapp.WireWebhook.Profile;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who wrote. Meta gives a person's number, an id that belongs to the business, or both; the names
/// are apart, in a list in no promised order.
final class People {
  private static final Pattern DIGITS = Pattern.compile("\\+?([1-9]\\d{5,14})");
  private static final Pattern USER_ID = Pattern.compile("[A-Za-z]{2}\\.[A-Za-z0-9.]{1,128}");
  private static final int NAME_CHARS_MAX = 200;

  private final List<Contact> contacts;

  People(JsonNode contacts) {
    this.contacts = Wire.items(contacts, Contact.class, () -> {});
  }

  /// @return empty when there is neither a number nor an id
  Optional<Sender> sender(@Nullable String from, @Nullable String fromUserId) {
    Optional<Contact> known =
        contacts.stream()
            .filter(contact -> same(from, contact.waId()) || same(fromUserId, contact.userId()))
            .findFirst();
    Optional<String> phone = phone(from).or(() -> known.flatMap(c -> phone(c.waId())));
    Optional<String> userId = userId(fromUserId).or(() -> known.flatMap(c -> userId(c.userId())));
    Optional<String> name = known.map(Contact::profile).flatMap(People::name);
    return userId.or(() -> phone).map(address -> new Sender(address, phone, userId, name));
  }

  /// Meta's digits in E.164.
  static Optional<String> phone(@Nullable String digits) {
    return Optional.ofNullable(digits)
        .map(DIGITS::matcher)
        .filter(java.util.regex.Matcher::matches)
        .map(matched -> "+" + matched.group(1));
  }

  private static Optional<String> userId(@Nullable String id) {
    return Optional.ofNullable(id).filter(text -> USER_ID.matcher(text).matches());
  }

  private static Optional<String> name(Profile profile) {
    return Optional.ofNullable(profile.name())
        .or(() -> Optional.ofNullable(profile.username()))
        .flatMap(text -> CleanText.some(text, NAME_CHARS_MAX));
  }

  private static boolean same(@Nullable String first, @Nullable String second) {
    return first != null && first.equals(second);
  }
}
