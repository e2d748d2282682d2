package dev.parley.channel;

import java.util.Optional;

/// The contact's side of a message, as the channel knows it.
///
/// @param address the strongest id the channel gives, by which the contact is found again: a
///     business-scoped user id where there is one, else the number in E.164
/// @param phone in E.164; some people hide it
/// @param userId the vendor's opaque id of the person, case-sensitive
/// @param name as the person calls itself, unchecked: for display, never an answer by itself
public record Sender(
    String address, Optional<String> phone, Optional<String> userId, Optional<String> name) {
  public Sender {
    if (address.isBlank()) {
      throw new IllegalArgumentException("a sender without an address cannot be answered");
    }
  }

  /// A person known by a number alone.
  public static Sender ofPhone(String phone) {
    return new Sender(phone, Optional.of(phone), Optional.empty(), Optional.empty());
  }

  /// Where to send to: no name.
  public static Sender ofIds(Optional<String> phone, Optional<String> userId) {
    return new Sender(userId.or(() -> phone).orElse(""), phone, userId, Optional.empty());
  }

  /// Prints no personal data: senders end up in logs by accident.
  @Override
  public String toString() {
    return "Sender[****]";
  }
}
