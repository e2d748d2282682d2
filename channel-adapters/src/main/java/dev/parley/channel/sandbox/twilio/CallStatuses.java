package dev.parley.channel.sandbox.twilio;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells a call's status callback, in order or in none. Used by the call's thread.
final class CallStatuses {
  private final Telephone network;
  private final PhoneCall call;
  private final Optional<URI> callback;
  private final List<Map<String, String>> held = new ArrayList<>();
  private int sequence;

  CallStatuses(Telephone network, PhoneCall call, Optional<URI> callback) {
    this.network = network;
    this.call = call;
    this.callback = callback;
  }

  void tell(String status) {
    if (callback.isEmpty()) {
      return;
    }
    Map<String, String> more =
        Map.of(
            "CallStatus",
            status,
            "SequenceNumber",
            Integer.toString(sequence++),
            "CallbackSource",
            "call-progress-events",
            "CallDuration",
            status.equals("completed") ? "42" : "0");
    if (network.options().shuffledStatuses()) {
      held.add(more);
    } else {
      network.tell(call, callback.get(), more);
    }
  }

  /// The last first: an end that is told before its beginning is no fault of the network's.
  void close() {
    Collections.reverse(held);
    held.forEach(more -> network.tell(call, callback.orElseThrow(), more));
  }
}
