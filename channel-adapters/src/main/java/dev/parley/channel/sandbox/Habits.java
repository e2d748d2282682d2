package dev.parley.channel.sandbox;

/// How a vendor tells what became of a message when nothing is wrong. Vendors promise no order,
/// send copies and leave steps out. Each is a share of messages, 0 to 1.
///
/// @param shuffled whose statuses come in another order
/// @param duplicated one of whose statuses comes twice
/// @param deliveredSkipped of which `delivered` is never told although they arrive
public record Habits(double shuffled, double duplicated, double deliveredSkipped) {
  /// In order, once, complete.
  public static final Habits TIDY = new Habits(0, 0, 0);

  /// As it is out there, and somewhat worse.
  public static final Habits REAL = new Habits(0.2, 0.1, 0.1);

  public Habits {
    if (!isShare(shuffled) || !isShare(duplicated) || !isShare(deliveredSkipped)) {
      throw new IllegalArgumentException("shares lie between 0 and 1");
    }
  }

  private static boolean isShare(double part) {
    return part >= 0 && part <= 1;
  }
}
