package dev.parley.channel.sandbox.twilio;

import dev.parley.channel.sandbox.Recent;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The message resources of the account, newest last. Thread-safe.
final class Messages {
  private final Recent<String, SmsMessage> messages;

  Messages(int max) {
    messages = new Recent<>(max);
  }

  synchronized void add(SmsMessage message) {
    messages.put(message.sid(), message);
  }

  /// Changes a message, unless it has been forgotten or deleted.
  synchronized Optional<SmsMessage> change(String sid, UnaryOperator<SmsMessage> change) {
    Optional<SmsMessage> changed = messages.get(sid).map(change);
    changed.ifPresent(message -> messages.put(sid, message));
    return changed;
  }

  synchronized void remove(String sid) {
    messages.remove(sid);
  }

  Optional<SmsMessage> get(String sid) {
    return messages.get(sid);
  }

  /// Newest first.
  List<SmsMessage> newestFirst() {
    return messages.all().reversed();
  }

  int forgotten() {
    return messages.forgotten();
  }
}
