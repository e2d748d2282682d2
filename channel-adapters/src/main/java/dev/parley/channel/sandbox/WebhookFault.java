package dev.parley.channel.sandbox;

/// How one webhook of a simulated vendor goes wrong.
public enum WebhookFault {
  /// Arrives twice, the same in every byte.
  DUPLICATE,
  /// Arrives after the next one.
  REORDER,
  /// Arrives when the plan says so, as if hours had passed.
  LATE,
  /// Signed well, but its body is cut short.
  MALFORMED,
  /// Not the vendor's: signed with another secret.
  FORGED,
  /// Carries no signature.
  UNSIGNED
}
