package dev.parley.channel.voice.twilio;

import dev.parley.channel.voice.CallEvent;
import dev.parley.channel.voice.CallEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who is told what happens on a line; what happens before there is anybody is kept. Guarded by the
/// line.
final class LineOwner {
  private final List<CallEvent> early = new ArrayList<>();
  private @Nullable CallEvents events;

  /// What happened before is told first.
  void begin(CallEvents owner) {
    events = owner;
    early.forEach(owner::happened);
    early.clear();
  }

  void tell(CallEvent event) {
    if (events == null) {
      early.add(event);
    } else {
      events.happened(event);
    }
  }

  Optional<CallEvents> known() {
    return Optional.ofNullable(events);
  }
}
