package dev.parley.channel.sandbox.twilio;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Who wrote STOP to whom. Twilio answers these words itself and blocks; the webhook comes all the
/// same. Thread-safe.
final class OptOuts {
  private static final Set<String> STOP =
      Set.of("stop", "unsubscribe", "end", "quit", "stopall", "revoke", "optout", "cancel");
  private static final Set<String> START = Set.of("start", "unstop");
  private static final Set<String> START_WHEN_STOPPED = Set.of("start", "unstop", "yes");
  private static final Set<String> HELP = Set.of("help", "info");

  private final Set<Pair> stopped = new HashSet<>();

  /// @param sender a number, or a Messaging Service's id: its numbers share their opt-outs
  private record Pair(String sender, String contact) {}

  /// What Twilio makes of a word.
  enum Type {
    STOP(
        "You have successfully been unsubscribed. You will not receive any more messages from this"
            + " number. Reply START to resubscribe."),
    START(
        "You have successfully been re-subscribed to messages from this number. Reply HELP for"
            + " help. Reply STOP to unsubscribe. Msg&Data Rates May Apply."),
    HELP("Reply STOP to unsubscribe. Msg&Data Rates May Apply.");

    final String answer;

    Type(String answer) {
      this.answer = answer;
    }
  }

  /// Takes note of what a contact wrote.
  synchronized Optional<Type> heard(String sender, String contact, String body) {
    String word = body.strip().toLowerCase(Locale.ROOT);
    Pair pair = new Pair(sender, contact);
    if (STOP.contains(word)) {
      stopped.add(pair);
      return Optional.of(Type.STOP);
    }
    if ((stopped.contains(pair) ? START_WHEN_STOPPED : START).contains(word)) {
      stopped.remove(pair);
      return Optional.of(Type.START);
    }
    return HELP.contains(word) ? Optional.of(Type.HELP) : Optional.empty();
  }

  synchronized boolean isStopped(String sender, String contact) {
    return stopped.contains(new Pair(sender, contact));
  }
}
