package dev.parley.runtime.closing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.binding.ChannelType;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Transcript;
import java.time.Instant;
import java.util.Optional;

/// How a conversation came about and passed, beside what was said in it.
///
/// @param call the telephone call it was, in the lead's form
public record Course(Optional<Instant> endedAt, Optional<ObjectNode> call) {
  static final Course UNKNOWN = new Course(Optional.empty(), Optional.empty());

  /// Who began it: `inbound` where that was the contact. On a website it always is; a text
  /// conversation is begun by whoever has its first turn.
  String direction(ChannelType channel, Transcript transcript) {
    if (call.isPresent()) {
      return call.get().path("direction").asText();
    }
    boolean ours =
        (channel == ChannelType.SMS || channel == ChannelType.WHATSAPP)
            && !transcript.turns().isEmpty()
            && transcript.turns().getFirst().from() != Speaker.CONTACT;
    return ours ? "outbound" : "inbound";
  }
}
