package dev.parley.channel.sandbox;

/// What changes on a contact's phone.
public sealed interface PhoneEvent {

  /// The business's address: a number in E.164.
  String business();

  /// The contact's address: a number in E.164, or a WhatsApp user id.
  String contact();

  /// A message appears, the contact's own or the business's.
  record Shown(String business, String contact, PhoneMessage message) implements PhoneEvent {}

  /// A message came further on its road.
  record Ticked(String business, String contact, String messageId, Tick tick)
      implements PhoneEvent {}

  /// The business is typing.
  record Typing(String business, String contact) implements PhoneEvent {}

  /// How far a message came. Of a contact's own: delivered is when the business's server took it.
  enum Tick {
    SENT,
    DELIVERED,
    READ,
    FAILED
  }
}
