package dev.parley.channel.sandbox.whatsapp;

import java.util.Optional;

/// A person on WhatsApp as this business may see them.
///
/// @param userId scoped to the business, such as `US.134…`; always known
/// @param phone digits without `+`; empty where the person hides it
/// @param username empty where the person has none
record WhatsAppUser(String userId, Optional<String> phone, String name, Optional<String> username) {

  /// What the phone page and tests call them.
  String address() {
    return phone.map(digits -> "+" + digits).orElse(userId);
  }

  WhatsAppUser named(String newName) {
    return new WhatsAppUser(userId, phone, newName, username);
  }

  WhatsAppUser withUsername(String newUsername) {
    return new WhatsAppUser(userId, phone, name, Optional.of(newUsername));
  }
}
