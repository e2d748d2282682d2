package dev.parley.channel.voice.relay;

import dev.parley.channel.voice.twilio.CallSocket;
import dev.parley.channel.voice.twilio.VoiceCalls;
import dev.parley.channel.voice.twilio.VoiceChannel;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One ConversationRelay session.
public final class RelaySocket extends CallSocket<RelayLine> {
  private static final Logger LOG = LoggerFactory.getLogger(RelaySocket.class);

  public RelaySocket(VoiceCalls calls, VoiceChannel channel, VoiceCalls.Lines lines) {
    super(calls, channel, lines, RelayLine.class);
  }

  @Override
  public void text(String message) {
    Optional<RelayFrames.Message> read = RelayFrames.read(message);
    if (read.isEmpty()) {
      refuse("not_json");
      return;
    }
    switch (read.get()) {
      case RelayFrames.Message.Setup(String session, String callId, String ticket) ->
          start(ticket, callId, session);
      case RelayFrames.Message.Prompt(String text, Optional<String> language, boolean last) ->
          line().ifPresent(l -> l.prompted(text, language, last));
      case RelayFrames.Message.Interrupt(String heard) ->
          line().ifPresent(l -> l.interrupted(heard));
      case RelayFrames.Message.Dtmf(char digit) -> line().ifPresent(l -> l.pressed(digit));
      case RelayFrames.Message.Silent() -> line().ifPresent(RelayLine::silent);
      case RelayFrames.Message.Failed _ -> {
        LOG.warn("relay_error: Twilio refused a message of ours, or broke");
        line().ifPresent(RelayLine::failed);
      }
      case RelayFrames.Message.Other() -> {}
    }
  }
}
