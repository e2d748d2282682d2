package dev.parley.channel.sandbox;

/// Watches phones. Called on the simulator's threads, in no promised order between phones; must
/// neither block nor throw.
@FunctionalInterface
public interface PhoneListener {
  /// Watches nothing.
  PhoneListener NONE = event -> {};

  void happened(PhoneEvent event);
}
