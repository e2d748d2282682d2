package dev.parley.channel.sandbox;

/// What a client may ask of a simulated vendor, for a fault to choose by.
public enum Call {
  /// A message to a contact.
  SEND,
  /// The messages the vendor knows, listed.
  LIST,
  /// One message by its id.
  FETCH,
  /// A file, or where it is.
  MEDIA,
  /// A message marked as read, a typing indicator.
  READ,
  /// The approved templates.
  TEMPLATES,
  /// A call to a person.
  CALL,
  /// A change to a call.
  CONTROL
}
